//! The head of a request, byte by byte: what two programs could read in two ways is refused, because a
//! proxy before us may have read it in the other.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::platform::error::Error;

/// The longest head.
pub const LONGEST: usize = 32 * 1024;
/// The longest first line.
const LONGEST_TARGET: usize = 8 * 1024;
/// The most lines after it.
const MOST_LINES: usize = 100;
/// The longest body that is a number to everybody who may read it. What is taken is far less.
const LONGEST_BODY: u64 = 1 << 40;

/// How long the body after a head is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// So many bytes.
    Length(u64),
    /// It comes in chunks.
    Chunked,
}

/// Why a request is not looked at any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    status: StatusCode,
    words: &'static str,
}

impl Refusal {
    /// The head cannot be understood in one way only.
    pub const fn bad(words: &'static str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, words }
    }

    /// The head is too large.
    pub const TOO_LARGE: Self = Self {
        status: StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        words: "The headers of the request are too large.",
    };

    /// The body is larger than anything that is taken.
    pub const BODY_TOO_LARGE: Self = Self {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        words: "What you sent is larger than we take.",
    };

    /// Middleware: answers a request whose head was refused, in words and with every header, and ends
    /// the connection.
    pub async fn answer(request: Request, next: Next) -> Response {
        let Some(refusal) = request.extensions().get::<Self>().copied() else {
            return next.run(request).await;
        };
        let mut response = match refusal.status {
            StatusCode::BAD_REQUEST => Error::BadRequest(refusal.words.into()).into_response(),
            status => Error::Refused(status).into_response(),
        };
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        response
    }
}

/// Where the head ends in `bytes`, which begins with one; `None`: not yet.
pub fn end(bytes: &[u8], from: usize) -> Option<usize> {
    // An empty line, however the lines end: a head with the wrong ends is complete as well, and refused.
    let mut at = from.saturating_sub(3);
    while let Some(next) = bytes[at..].iter().position(|byte| *byte == b'\n') {
        at += next + 1;
        match &bytes[at..] {
            [b'\n', ..] => return Some(at + 1),
            [b'\r', b'\n', ..] => return Some(at + 2),
            _ => {}
        }
    }
    None
}

/// Looks at a whole head, its empty line included.
pub fn check(head: &[u8]) -> Result<Framing, Refusal> {
    let bad = Refusal::bad;
    let lines = head.strip_suffix(b"\r\n\r\n").ok_or(bad("Lines must end with CR LF."))?;
    let mut lines = split_lines(lines)?.into_iter();
    let (version, target) = request_line(lines.next().unwrap_or_default())?;
    let (mut host, mut length, mut encoding) = (None, None, None);
    for (count, line) in lines.enumerate() {
        if count == MOST_LINES {
            return Err(Refusal::TOO_LARGE);
        }
        let (name, value) = field(line)?;
        let once = match name.to_ascii_lowercase().as_slice() {
            b"host" => &mut host,
            b"content-length" => &mut length,
            b"transfer-encoding" => &mut encoding,
            _ => continue,
        };
        if once.replace(value).is_some() {
            return Err(bad("Host, Content-Length and Transfer-Encoding must each be given once."));
        }
    }
    let host = host
        .filter(|host| is_host(host))
        .ok_or(bad("The request does not say in one Host header which site it is for."))?;
    same_host(target, host)?;
    match (length, encoding) {
        (Some(_), Some(_)) => Err(bad("The body's length is given in two ways.")),
        (None, Some(how)) if how.eq_ignore_ascii_case(b"chunked") && version == b"HTTP/1.1" => {
            Ok(Framing::Chunked)
        }
        (None, Some(_)) => Err(bad("This transfer encoding is not taken here.")),
        (Some(length), None) => {
            let digits = !length.is_empty() && length.iter().all(u8::is_ascii_digit);
            let number = std::str::from_utf8(length).ok().filter(|_| digits);
            let number = number.and_then(|digits| digits.parse().ok());
            match number {
                Some(length) if length > LONGEST_BODY => Err(Refusal::BODY_TOO_LARGE),
                number => {
                    number.map(Framing::Length).ok_or(bad("The Content-Length is no number."))
                }
            }
        }
        (None, None) => Ok(Framing::Length(0)),
    }
}

/// Lines that end with CR LF, and hold neither alone.
fn split_lines(bytes: &[u8]) -> Result<Vec<&[u8]>, Refusal> {
    let lines = bytes.split(|byte| *byte == b'\n').collect::<Vec<_>>();
    let last = lines.len() - 1;
    let bare = Refusal::bad("Lines must end with CR LF.");
    let line = |(at, line): (usize, &'_ [u8])| -> Result<usize, Refusal> {
        let length = if at == last { line.len() } else { line.len().wrapping_sub(1) };
        let inner = line.get(..length).ok_or(bare)?;
        let whole = at == last || line.ends_with(b"\r");
        if whole && !inner.contains(&b'\r') { Ok(length) } else { Err(bare) }
    };
    let lengths = lines.iter().copied().enumerate().map(line).collect::<Result<Vec<_>, _>>()?;
    Ok(lines.into_iter().zip(lengths).map(|(line, length)| &line[..length]).collect())
}

/// Version and target.
fn request_line(line: &[u8]) -> Result<(&[u8], &[u8]), Refusal> {
    if line.len() > LONGEST_TARGET {
        return Err(Refusal {
            status: StatusCode::URI_TOO_LONG,
            words: "The address is too long.",
        });
    }
    let wrong = Refusal::bad("The first line of the request cannot be read.");
    let parts: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
    let [method, target, version] = parts[..] else { return Err(wrong) };
    let visible = target.iter().all(u8::is_ascii_graphic) && !target.is_empty();
    let sound = is_token(method)
        && visible
        && matches!(version, b"HTTP/1.1" | b"HTTP/1.0")
        && (target[0] == b'/'
            || authority(target).is_some()
            || (target == b"*" && method == b"OPTIONS"));
    if sound { Ok((version, target)) } else { Err(wrong) }
}

/// Name and value of a header line.
fn field(line: &[u8]) -> Result<(&[u8], &[u8]), Refusal> {
    let wrong = Refusal::bad("A header of the request cannot be read.");
    let colon = line.iter().position(|byte| *byte == b':').ok_or(wrong)?;
    let (name, value) = (&line[..colon], &line[colon + 1..]);
    let plain = |byte: &u8| *byte == b'\t' || (*byte >= b' ' && *byte != 0x7f);
    if is_token(name) && value.iter().all(plain) {
        Ok((name, value.trim_ascii()))
    } else {
        Err(wrong)
    }
}

fn is_token(bytes: &[u8]) -> bool {
    !bytes.is_empty()
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte))
}

fn is_host(host: &[u8]) -> bool {
    !host.is_empty()
        && host.len() <= 255
        && host.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(byte))
}

/// The host of an address that is written out whole.
fn authority(target: &[u8]) -> Option<&[u8]> {
    let lower = target.get(..8).unwrap_or(target).to_ascii_lowercase();
    let start = [&b"http://"[..], b"https://"].iter().find(|start| lower.starts_with(start))?.len();
    let rest = &target[start..];
    Some(&rest[..rest.iter().position(|byte| b"/?#".contains(byte)).unwrap_or(rest.len())])
}

fn same_host(target: &[u8], host: &[u8]) -> Result<(), Refusal> {
    match authority(target) {
        Some(named) if !named.eq_ignore_ascii_case(host) => {
            Err(Refusal::bad("The address names another site than the Host header."))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(head: &str) -> Option<u16> {
        check(head.as_bytes()).err().map(|refusal| refusal.status.as_u16())
    }

    #[test]
    fn an_ordinary_head_says_how_long_its_body_is() {
        let get = b"GET /opportunities?q=a HTTP/1.1\r\nHost: calls.example:8080\r\nX: \r\n\r\n";
        assert_eq!(check(get), Ok(Framing::Length(0)));
        let post = b"POST / HTTP/1.1\r\nhost: [::1]:3000\r\ncontent-LENGTH: 12\r\n\r\n";
        assert_eq!(check(post), Ok(Framing::Length(12)));
        let chunks = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n";
        assert_eq!(check(chunks), Ok(Framing::Chunked));
        let whole = b"GET http://A.example/x HTTP/1.1\r\nHost: a.EXAMPLE\r\n\r\n";
        assert_eq!(check(whole), Ok(Framing::Length(0)));
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        let lines = |lines: &str| format!("POST / HTTP/1.1\r\n{lines}\r\n\r\n");
        for wrong in [
            "X: 1",
            "Host: ",
            "Host: a\r\nHost: a",
            "Host: a, b",
            "Host: user@a",
            "Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
            "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1",
            "Host: a\r\nContent-Length: 1\r\nContent-Length: 1",
            "Host: a\r\nContent-Length: 1, 1",
            "Host: a\r\nContent-Length: +1",
            "Host: a\r\nContent-Length: 99999999999999999999",
            "Host: a\r\nTransfer-Encoding: gzip, chunked",
            "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Host: a\r\nTransfer-Encoding : chunked",
            "Host: a\r\nX: folded\r\n onto the next line",
            "Host: a\r\nX: bare \r return",
            "Host: a\r\nX: bare \n feed",
            "Host: a\r\nX: nul \0",
            "Host: a\r\nno colon",
            "Host: a\r\n: no name",
        ] {
            assert_eq!(refused(&lines(wrong)), Some(400), "{wrong:?}");
        }
    }

    #[test]
    fn a_first_line_is_three_words_and_names_this_site() {
        for (line, status) in [
            ("GET /", 400),
            ("GET  / HTTP/1.1", 400),
            ("GET / HTTP/2.0", 400),
            ("PRI * HTTP/2.0", 400),
            ("CONNECT evil.example:443 HTTP/1.1", 400),
            ("GET http://evil.example/ HTTP/1.1", 400),
            ("GET http://a@evil.example/ HTTP/1.1", 400),
            ("GET /\u{e9} HTTP/1.1", 400),
            ("G(T / HTTP/1.1", 400),
            (&format!("GET /{} HTTP/1.1", "x".repeat(9_000)), 414),
        ] {
            assert_eq!(refused(&format!("{line}\r\nHost: a\r\n\r\n")), Some(status), "{line:?}");
        }
        assert_eq!(refused("GET / HTTP/1.1\nHost: a\n\n"), Some(400));
        let long = format!("Content-Length: {}", u64::MAX);
        assert_eq!(refused(&format!("POST / HTTP/1.1\r\nHost: a\r\n{long}\r\n\r\n")), Some(413));
        let many = "X: 1\r\n".repeat(101);
        assert_eq!(refused(&format!("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n")), Some(431));
    }

    #[test]
    fn a_head_ends_with_the_first_empty_line_wherever_it_was_cut() {
        let head = b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET";
        assert_eq!(end(head, 0), Some(head.len() - 3));
        for cut in 0..head.len() - 3 {
            assert_eq!(end(&head[..cut], 0), None, "{cut}");
            assert_eq!(end(head, cut), Some(head.len() - 3), "{cut}");
        }
        assert_eq!(end(b"GET / HTTP/1.1\nHost: a\n\n", 0), Some(24));
    }
}
