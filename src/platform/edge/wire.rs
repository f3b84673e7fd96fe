//! A connection whose every request's head is looked at before the HTTP library sees it.
//!
//! A head that is refused is replaced by a plain one that asks for nothing, so that the answer is given
//! where all answers are, in words and with all headers; what follows on that connection is thrown away.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::chunks::Chunks;
use super::head::{self, Framing, Refusal};

/// How long a client may take to take anything at all of an answer.
const STALLED: Duration = Duration::from_secs(30);

/// What was thought of the heads that were handed on, in their order.
#[derive(Clone, Debug, Default)]
pub struct Verdicts(Arc<Mutex<VecDeque<Option<Refusal>>>>);

/// A connection, watched.
#[derive(Debug)]
pub struct Wire<S> {
    inner: S,
    at: At,
    /// Looked at, and not handed on yet.
    seen: Vec<u8>,
    handed: usize,
    verdicts: Verdicts,
    stalled: Option<Pin<Box<Sleep>>>,
}

#[derive(Debug)]
enum At {
    Head(Vec<u8>),
    Body(u64),
    Chunks(Chunks),
    /// Nothing that comes counts any more.
    Over,
}

impl Verdicts {
    /// What was thought of the next head. One that was handed on without is refused.
    pub fn next(&self) -> Option<Refusal> {
        let mut verdicts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown = Some(Refusal::bad("The request cannot be read."));
        verdicts.pop_front().unwrap_or(unknown)
    }

    fn add(&self, verdict: Option<Refusal>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(verdict);
    }
}

impl<S> Wire<S> {
    /// Watches a connection.
    pub fn new(inner: S) -> (Self, Verdicts) {
        let verdicts = Verdicts::default();
        let (at, seen, handed) = (At::Head(Vec::new()), Vec::new(), 0);
        let wire = Self { inner, at, seen, handed, verdicts: verdicts.clone(), stalled: None };
        (wire, verdicts)
    }

    fn look(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let used = match &mut self.at {
                At::Over => return,
                At::Body(left) => {
                    let some = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len());
                    *left -= some as u64;
                    self.seen.extend_from_slice(&bytes[..some]);
                    if *left == 0 {
                        self.at = At::Head(Vec::new());
                    }
                    some
                }
                At::Chunks(chunks) => {
                    let ended = chunks.go(bytes);
                    let used = ended.map_or_else(|fine| fine, |end| end.unwrap_or(bytes.len()));
                    self.seen.extend_from_slice(&bytes[..used]);
                    match ended {
                        Ok(None) => {}
                        Ok(Some(_)) => self.at = At::Head(Vec::new()),
                        Err(_) => {
                            // No line of chunks in anybody's eyes: the body's reader breaks off.
                            self.seen.extend_from_slice(b"\0\r\n\r\n");
                            self.at = At::Over;
                        }
                    }
                    used
                }
                At::Head(_) => self.look_at_head(bytes),
            };
            bytes = &bytes[used..];
        }
    }

    /// Takes more of a head, and judges it when it is complete.
    fn look_at_head(&mut self, bytes: &[u8]) -> usize {
        let At::Head(head) = &mut self.at else { return 0 };
        // Empty lines before a head are left over from bodies of old clients.
        let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        if head.is_empty() && blank > 0 {
            return blank;
        }
        let known = head.len();
        head.extend_from_slice(bytes);
        let ended = head::end(head, known);
        let used = ended.map_or(bytes.len(), |end| end - known);
        head.truncate(known + used);
        if head.len() > head::LONGEST {
            self.refuse(Refusal::TOO_LARGE);
        } else if ended.is_some() {
            match head::check(head) {
                Ok(framing) => {
                    self.seen.extend_from_slice(head);
                    self.verdicts.add(None);
                    self.at = match framing {
                        Framing::Length(0) => At::Head(Vec::new()),
                        Framing::Length(length) => At::Body(length),
                        Framing::Chunked => At::Chunks(Chunks::new()),
                    };
                }
                Err(refusal) => self.refuse(refusal),
            }
        }
        used
    }

    fn refuse(&mut self, refusal: Refusal) {
        let At::Head(head) = &self.at else { return };
        let for_programs = head.split(|byte| *byte == b' ').nth(1);
        let for_programs = for_programs.is_some_and(|target| target.starts_with(b"/api/"));
        let plain: &[u8] = if for_programs {
            b"GET /api/ HTTP/1.1\r\nHost: refused\r\n\r\n"
        } else {
            b"GET / HTTP/1.1\r\nHost: refused\r\n\r\n"
        };
        self.seen.extend_from_slice(plain);
        self.verdicts.add(Some(refusal));
        self.at = At::Over;
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        let mut bytes = [0; 8 * 1024];
        loop {
            let seen = &wire.seen[wire.handed..];
            if !seen.is_empty() {
                let some = seen.len().min(buffer.remaining());
                buffer.put_slice(&seen[..some]);
                wire.handed += some;
                if wire.handed == wire.seen.len() {
                    wire.seen.clear();
                    wire.handed = 0;
                }
                return Poll::Ready(Ok(()));
            }
            let mut read = ReadBuf::new(&mut bytes);
            ready!(Pin::new(&mut wire.inner).poll_read(context, &mut read))?;
            let over = matches!(wire.at, At::Over);
            match read.filled() {
                // An end here would make the library drop the answer to what was refused.
                [] if over => return Poll::Pending,
                [] => return Poll::Ready(Ok(())),
                // Read on, so that closing does not reset the connection before the answer arrives.
                _ if over => {}
                filled => wire.look(filled),
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> Wire<S> {
    /// Passes on what came of writing; when nothing did for long, that is an error.
    fn progress<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let timer = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALLED)));
        ready!(timer.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        let written = Pin::new(&mut wire.inner).poll_write(context, bytes);
        wire.progress(context, written)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        let flushed = Pin::new(&mut wire.inner).poll_flush(context);
        wire.progress(context, flushed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        let written = Pin::new(&mut wire.inner).poll_write_vectored(context, slices);
        wire.progress(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the library is given, and what is thought of it, when this comes in pieces of `size`.
    fn handed_on(bytes: &[u8], size: usize) -> (String, Vec<bool>) {
        let (mut wire, verdicts) = Wire::new(());
        bytes.chunks(size).for_each(|piece| wire.look(piece));
        let refused = verdicts.0.lock().unwrap().iter().map(Option::is_some).collect();
        (String::from_utf8(wire.seen).unwrap(), refused)
    }

    #[test]
    fn requests_one_after_the_other_are_handed_on_as_they_came() {
        let text = "\r\nPOST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc\
                    POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n\
                    GET /c HTTP/1.1\r\nHost: a\r\n\r\n";
        for size in 1..=text.len() {
            let (seen, refused) = handed_on(text.as_bytes(), size);
            assert_eq!(seen, text.trim_start(), "in pieces of {size}");
            assert_eq!(refused, [false; 3]);
        }
    }

    #[test]
    fn after_one_that_is_refused_nothing_counts() {
        let text = "POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n\
                    0\r\n\r\nGET /desk HTTP/1.1\r\nHost: a\r\n\r\n";
        for size in 1..=text.len() {
            let (seen, refused) = handed_on(text.as_bytes(), size);
            assert_eq!(seen, "GET /api/ HTTP/1.1\r\nHost: refused\r\n\r\n");
            assert_eq!(refused, [true]);
        }
    }

    #[test]
    fn nothing_that_follows_a_broken_body_is_handed_on() {
        let head = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        for trailer in ["\n", "X: y\n\n", "X: y\r\n\n", "X\n\n"] {
            let good = format!("{head}3\r\na=b\r\n0\r\n");
            let text = format!("{good}{trailer}GET /desk HTTP/1.1\r\nHost: evil\r\n\r\n");
            for size in 1..=text.len() {
                let (seen, refused) = handed_on(text.as_bytes(), size);
                assert!(seen.starts_with(&good) && seen.ends_with("\0\r\n\r\n"), "{seen:?}");
                assert!(!seen.contains("/desk"), "{seen:?}");
                assert_eq!(refused, [false]);
            }
        }
    }

    #[test]
    fn a_head_without_end_is_refused() {
        let text = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(head::LONGEST));
        assert_eq!(handed_on(text.as_bytes(), 1_000).1, [true]);
    }
}
