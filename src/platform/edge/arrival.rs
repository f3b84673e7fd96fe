//! A request is worked on once what it sends is there. Until then it only waits: it takes no room from others,
//! and its connection makes room for new ones, so that a thousand bodies of which a byte comes now and then
//! keep nobody out.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header;
use http_body::{Frame, SizeHint};

use super::head::Refusal;

/// So much of a body is waited for. Longer ones are taken from those who are signed in alone.
const FIRST: usize = 64 * 1024;

/// The request with what it sends, or a longer body's beginning. What does not come within `patience` is
/// refused; what cannot be read is left to who reads it.
pub async fn arrived(request: Request, patience: Duration) -> Request {
    let says = request.headers().get(header::CONTENT_LENGTH);
    let says = says.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if request.body().is_end_stream() || says.is_some_and(|length| length > FIRST) {
        return request;
    }
    let (mut parts, body) = request.into_parts();
    let mut arriving = Arriving { first: VecDeque::new(), rest: body };
    let Ok(()) = tokio::time::timeout(patience, arriving.fill()).await else {
        parts.extensions.insert(Refusal::TOO_SLOW);
        return Request::from_parts(parts, Body::empty());
    };
    Request::from_parts(parts, Body::new(arriving))
}

/// A body of which the beginning is here.
struct Arriving {
    first: VecDeque<Result<Frame<Bytes>, axum::Error>>,
    rest: Body,
}

impl Arriving {
    async fn fill(&mut self) {
        let mut length = 0;
        while length < FIRST {
            let frame = poll_fn(|context| Pin::new(&mut self.rest).poll_frame(context)).await;
            let Some(frame) = frame else { return };
            length += frame.as_ref().ok().and_then(Frame::data_ref).map_or(0, Bytes::len);
            let broken = frame.is_err();
            self.first.push_back(frame);
            if broken {
                return;
            }
        }
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match self.first.pop_front() {
            Some(frame) => Poll::Ready(Some(frame)),
            None => Pin::new(&mut self.rest).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.first.is_empty() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        if self.first.is_empty() { self.rest.size_hint() } else { SizeHint::default() }
    }
}
