//! The connection loop: HTTP/1.1, each connection watched from its first byte, with limits on how long
//! headers may take and how many connections there are; and a graceful stop.
//!
//! `axum::serve` sets no header-read timeout, so a thousand slow clients would hold it for ever.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tower::{Service, ServiceExt as _};

use super::edge::{Peers, Seat, Verdicts, Wire};
use super::state::State;

/// Serves until `State::stop` and, while readiness says no, everyone who still comes for as long as
/// `PROLETTO_DRAIN`; then lets requests under way finish for at most `grace`.
pub async fn serve(listener: TcpListener, app: Router, state: State, grace: Duration) {
    let graceful = GracefulShutdown::new();
    let peers = Peers::new(&state.config);
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(state.config.header_timeout.duration())
        .max_headers(128)
        .max_buf_size(64 * 1024);
    let drained = async {
        state.stop.cancelled().await;
        tokio::time::sleep(state.config.drain.duration()).await;
    };
    tokio::pin!(drained);
    loop {
        let (stream, address) = tokio::select! {
            () = &mut drained => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles, most likely: wait instead of spinning.
                    tracing::warn!("a connection could not be accepted: {error}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
        };
        let Some(seat) = peers.admit(&state.config, address.ip()) else {
            tracing::warn!("a connection was refused: there are too many, and all are at work");
            continue;
        };
        // Small answers go out at once.
        let _ = stream.set_nodelay(true);
        let (wire, verdicts) = Wire::new(stream);
        let service = service(app.clone(), address, seat.clone(), verdicts);
        let connection = graceful.watch(http.serve_connection(TokioIo::new(wire), service));
        tokio::spawn(async move {
            tokio::select! {
                () = seat.needed() => tracing::debug!("a waiting connection made room for another"),
                ended = connection => if let Err(error) = ended {
                    tracing::debug!("a connection ended early: {error}");
                },
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time and were cut");
    }
}

/// The router, told of each request from where it comes and what was thought of its head.
fn service(
    app: Router,
    address: SocketAddr,
    seat: Seat,
    verdicts: Verdicts,
) -> TowerToHyperService<
    impl Service<
        Request<hyper::body::Incoming>,
        Response = Response,
        Error = std::convert::Infallible,
        Future = impl Send,
    > + Clone,
> {
    let app = app.into_service();
    TowerToHyperService::new(tower::service_fn(move |request: Request<hyper::body::Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        // It is at work from when the body is there, and no sooner.
        request.extensions_mut().insert(seat.clone());
        if let Some(refusal) = verdicts.next() {
            request.extensions_mut().insert(refusal);
        }
        app.clone().oneshot(request)
    }))
}
