//! A site on loopback that answers with exactly the bytes a test says, well-formed or not.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use url::Url;

/// What the site was asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// What it says, and how it ends.
#[derive(Clone, Debug)]
pub struct Answer {
    bytes: Vec<u8>,
    end: End,
}

#[derive(Clone, Debug)]
enum End {
    Close,
    Hang,
    Forever(Vec<u8>, Duration),
}

impl Answer {
    /// Exactly these bytes, and the connection closes.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), end: End::Close }
    }

    /// A status, headers as lines, and a body of the right length.
    pub fn status(status: u16, headers: &[&str], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut head = format!("HTTP/1.1 {status} Said\r\nContent-Length: {}\r\n", body.len());
        for header in headers {
            head.push_str(header);
            head.push_str("\r\n");
        }
        head.push_str("Connection: close\r\n\r\n");
        Self::raw([head.as_bytes(), body].concat())
    }

    /// A page of HTML.
    pub fn page(body: &str) -> Self {
        Self::status(200, &["Content-Type: text/html; charset=utf-8"], body)
    }

    /// Goes elsewhere.
    pub fn redirect(status: u16, to: &str) -> Self {
        Self::status(status, &[&format!("Location: {to}")], "")
    }

    pub fn not_found() -> Self {
        Self::status(404, &[], "")
    }

    /// Then says nothing more and keeps the connection open.
    pub fn then_hang(mut self) -> Self {
        self.end = End::Hang;
        self
    }

    /// Then says this again and again.
    pub fn then_forever(mut self, piece: impl Into<Vec<u8>>, every: Duration) -> Self {
        self.end = End::Forever(piece.into(), every);
        self
    }
}

/// The site; it closes when it is dropped.
pub struct Site {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Asked>>>,
    most_at_once: Arc<AtomicUsize>,
    listening: JoinHandle<()>,
}

impl Site {
    /// Opens on a free port.
    pub async fn open(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let most_at_once = Arc::new(AtomicUsize::new(0));
        let desk = Arc::new(Desk {
            answer: Box::new(answer),
            seen: Arc::clone(&seen),
            now: AtomicUsize::new(0),
            most: Arc::clone(&most_at_once),
        });
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let desk = Arc::clone(&desk);
                tokio::spawn(async move { desk.serve(stream).await });
            }
        });
        Self { address, seen, most_at_once, listening }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    /// Everything it was asked so far, in order.
    pub fn seen(&self) -> Vec<Asked> {
        self.seen.lock().unwrap().clone()
    }

    /// The paths it was asked for, in order.
    pub fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|asked| asked.path).collect()
    }

    /// The most requests that were open at the same time.
    pub fn most_at_once(&self) -> usize {
        self.most_at_once.load(Ordering::SeqCst)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

struct Desk {
    answer: Box<dyn Fn(&Asked) -> Answer + Send + Sync>,
    seen: Arc<Mutex<Vec<Asked>>>,
    now: AtomicUsize,
    most: Arc<AtomicUsize>,
}

impl Desk {
    async fn serve(&self, mut stream: TcpStream) {
        let Some(asked) = read_request(&mut stream).await else { return };
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        self.seen.lock().unwrap().push(asked.clone());
        let answer = (self.answer)(&asked);
        // Gives others the chance to come at the same time, if they would, and redirects a cost.
        tokio::time::sleep(Duration::from_millis(20)).await;
        self.now.fetch_sub(1, Ordering::SeqCst);
        // The visitor may have gone by now; that is not the site's concern.
        let _ = say(&mut stream, answer).await;
    }
}

async fn say(stream: &mut TcpStream, answer: Answer) -> std::io::Result<()> {
    stream.write_all(&answer.bytes).await?;
    match answer.end {
        End::Close => stream.shutdown().await,
        End::Hang => {
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).await.map(|_| ())
        }
        End::Forever(piece, every) => loop {
            stream.write_all(&piece).await?;
            tokio::time::sleep(every).await;
        },
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        // The greeting of TLS, which this site does not speak and answers all the same.
        if bytes[0] == 0x16 {
            return Some(Asked::default());
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < head_end + 4 + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8_lossy(&bytes[head_end + 4..]).into_owned();
    Some(Asked { method, path, headers, body })
}
