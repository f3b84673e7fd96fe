//! Bodies, received whole before anything is worked on. Whoever sends one slowly takes no room from others:
//! their connection counts as one that waits, and what they announce is counted against a share of the memory
//! that bodies may take at once.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::{Instant, timeout_at};

use super::guard::{self, Sizes};
use super::{Seat, Until};
use crate::platform::error::Error;
use crate::platform::{caller, state};

/// The most bytes of bodies that are on their way at once, and the most of one address.
const ALL: usize = 64 * 1024 * 1024;
const EACH: usize = ALL / 8;

/// Bytes that have to come in a second, once the time that any body may take is over. The slowest phones send
/// more.
const RATE: u64 = 4 * 1024;

/// What is on its way.
#[derive(Clone, Debug, Default)]
pub struct Bodies(Arc<Mutex<Shares>>);

#[derive(Debug, Default)]
struct Shares {
    all: usize,
    by: HashMap<IpAddr, usize>,
}

/// So much is on its way from there, until this is dropped.
#[derive(Debug)]
struct Share {
    bodies: Bodies,
    network: IpAddr,
    size: usize,
}

/// Middleware: receives the body, and works on the request when it is there. Until then the connection waits.
pub async fn layer(
    State((state, sizes, bodies)): State<(state::State, Sizes, Bodies)>,
    request: Request,
    next: Next,
) -> Response {
    let most = guard::most_at(sizes, request.uri().path()).min(state.config.max_body);
    let patience = state.config.body_timeout.duration();
    match bodies.receive(request, most, patience).await {
        Ok(request) => {
            let at_work = request.extensions().get::<Seat>().map(Seat::work);
            Until::sent(next.run(request).await, at_work)
        }
        Err(error) => {
            let mut response = error.into_response();
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }
    }
}

impl Bodies {
    async fn receive(
        &self,
        request: Request,
        most: usize,
        patience: Duration,
    ) -> Result<Request, Error> {
        let hint = request.body().size_hint();
        if request.body().is_end_stream() {
            return Ok(request);
        }
        // One that does not say how long it is may become as long as it may be.
        let size = match hint.exact() {
            None => most,
            // That is refused where the visitor is known, by its number and unread.
            Some(size) if size > most as u64 => return Ok(request),
            Some(size) => usize::try_from(size).unwrap_or(most),
        };
        let share = self.share(size).ok_or(Error::Refused(StatusCode::SERVICE_UNAVAILABLE))?;
        let (parts, mut body) = request.into_parts();
        let begun = Instant::now();
        let mut received = Vec::new();
        loop {
            let earned = Duration::from_secs(received.len() as u64 / RATE);
            let frame = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context));
            let frame = timeout_at(begun + patience + earned, frame).await;
            let late = Error::Refused(StatusCode::REQUEST_TIMEOUT);
            let broken = || Error::BadRequest("What was sent cannot be read to its end.".into());
            match frame.map_err(|_| late)?.transpose().map_err(|_| broken())? {
                None => break,
                Some(frame) => {
                    received.extend_from_slice(frame.data_ref().unwrap_or(&Bytes::new()))
                }
            }
            if received.len() > most {
                return Err(Error::Refused(StatusCode::PAYLOAD_TOO_LARGE));
            }
        }
        Ok(Request::from_parts(parts, Until::over(Body::from(received), share)))
    }

    /// A share of the memory. `None`: too much is on its way already, in all or from there.
    fn share(&self, size: usize) -> Option<Share> {
        // Without an address, as in a test, there is one who asks.
        let address = caller::current().address.unwrap_or(Ipv4Addr::UNSPECIFIED.into());
        let network = caller::network_of(address);
        let mut shares = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = shares.by.get(&network).copied().unwrap_or_default();
        if shares.all + size > ALL || theirs + size > EACH {
            return None;
        }
        shares.all += size;
        shares.by.insert(network, theirs + size);
        Some(Share { bodies: self.clone(), network, size })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut shares = self.bodies.0.lock().unwrap_or_else(PoisonError::into_inner);
        shares.all -= self.size;
        if let Some(theirs) = shares.by.get_mut(&self.network) {
            *theirs -= self.size;
            if *theirs == 0 {
                shares.by.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_its_share_and_gives_it_back() {
        let bodies = Bodies::default();
        let held = bodies.share(EACH).unwrap();
        assert!(bodies.share(1).is_none(), "its share is used up");
        drop(held);
        assert!(bodies.share(1).is_some());
        assert!(bodies.0.lock().unwrap().by.is_empty());
        bodies.0.lock().unwrap().all = ALL;
        assert!(bodies.share(1).is_none(), "there is no room for anybody");
    }
}
