//! A body that holds on to something until it has been sent, or read.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use http_body::{Frame, SizeHint};

/// A body, and what is let go when it is over or given up.
#[derive(Debug)]
pub struct Until<T> {
    body: Body,
    _held: T,
}

impl<T: Send + Unpin + 'static> Until<T> {
    /// The answer, with `held` held until its body is over.
    pub fn sent(response: Response, held: T) -> Response {
        response.map(|body| Self::over(body, held))
    }

    /// The body, with `held` held until it is over.
    pub fn over(body: Body, held: T) -> Body {
        Body::new(Self { body, _held: held })
    }
}

impl<T: Unpin> HttpBody for Until<T> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
