//! Crowds and slow senders against the running server: they keep nobody out.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use crate::edge::{connect, say, status};
use crate::support::world::World;

#[tokio::test]
async fn a_thousand_who_send_nothing_keep_nobody_out() {
    let world = World::with(&[
        ("PROLETTO_HEADER_TIMEOUT", "60"),
        ("PROLETTO_CONNECTIONS_PER_ADDRESS", "64"),
    ])
    .await;
    let base = world.open_on_loopback().await;
    let mut slow = Vec::new();
    for n in 0..1_000 {
        let mut stream = connect(&base).await;
        // Some send nothing, some the beginning of a request.
        if n % 2 == 0 {
            stream.write_all(b"GET / HTTP/1.1\r\nHost: proletto.test\r\nX-").await.unwrap();
        }
        slow.push(stream);
        if n % 100 == 0 {
            let answer = say(
                &base,
                b"GET /about HTTP/1.1\r\nHost: proletto.test\r\nConnection: close\r\n\r\n",
            );
            assert_eq!(status(&answer.await), "200", "after {n}");
        }
    }
    // Those that waited the longest were sent away; at most so many are held.
    let mut open = 0;
    for stream in &mut slow {
        let mut byte = [0];
        let read = tokio::time::timeout(Duration::from_millis(1), stream.read(&mut byte)).await;
        open += usize::from(read.is_err());
    }
    assert!(open <= 64, "{open} are held");
}

#[tokio::test]
async fn headers_that_take_too_long_end_the_connection() {
    let world = World::with(&[("PROLETTO_HEADER_TIMEOUT", "1")]).await;
    let base = world.open_on_loopback().await;
    let mut stream = connect(&base).await;
    let began = std::time::Instant::now();
    let mut byte = [0];
    loop {
        assert!(began.elapsed() < Duration::from_secs(20), "it is held for ever");
        let _ = stream.write_all(b"X").await;
        let read = tokio::time::timeout(Duration::from_millis(100), stream.read(&mut byte)).await;
        if matches!(read, Ok(Ok(0) | Err(_))) {
            return;
        }
    }
}

#[tokio::test]
async fn a_body_that_takes_too_long_is_given_up() {
    let world = World::with(&[("PROLETTO_BODY_TIMEOUT", "1")]).await;
    let base = world.open_on_loopback().await;
    let head = b"POST /sign-in HTTP/1.1\r\nHost: proletto.test\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nemail=";
    let mut stream = connect(&base).await;
    stream.write_all(head).await.unwrap();
    let mut answer = vec![0; 4_096];
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut answer)).await;
    let answer = String::from_utf8_lossy(&answer[..read.unwrap().unwrap()]).into_owned();
    assert_eq!(status(&answer), "408", "{answer}");
    assert!(answer.contains("content-security-policy"), "{answer}");
}

/// The beginning of a form, of which the rest comes when it comes.
const SLOW: &[u8] = b"POST /sign-in HTTP/1.1\r\nHost: proletto.test\r\n\
    Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\nemail=";

#[tokio::test]
async fn many_who_send_slowly_take_no_room_from_others() {
    let settings = [
        ("PROLETTO_MAX_REQUESTS", "2"),
        ("PROLETTO_CONNECTIONS_PER_ADDRESS", "20"),
        ("PROLETTO_BODY_TIMEOUT", "30"),
    ];
    let world = World::with(&settings).await;
    let base = world.open_on_loopback().await;
    let mut slow = Vec::new();
    for _ in 0..60 {
        let mut stream = connect(&base).await;
        stream.write_all(SLOW).await.unwrap();
        slow.push(stream);
    }
    let page = b"GET /about HTTP/1.1\r\nHost: proletto.test\r\nConnection: close\r\n\r\n";
    let mut stream = connect(&base).await;
    stream.write_all(&[SLOW, b"a&password=bcd"].concat()).await.unwrap();
    let mut answer = [0; 64];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(status(&String::from_utf8_lossy(&answer)), "422", "a form that came at once");
    assert_eq!(status(&say(&base, page).await), "200", "a page of which nothing has to be sent");
    // Whoever goes on in time is answered as well, unless there were too many who began after them.
    let last = slow.last_mut().unwrap();
    last.write_all(b"a&password=bcd").await.unwrap();
    last.read_exact(&mut answer).await.unwrap();
    assert_eq!(status(&String::from_utf8_lossy(&answer)), "422");
}

#[tokio::test]
async fn one_address_announces_no_more_than_its_share() {
    let world = World::new().await;
    let base = world.open_on_loopback().await;
    let head =
        b"POST /sources HTTP/1.1\r\nHost: proletto.test\r\nTransfer-Encoding: chunked\r\n\r\n";
    let begin = async |from: &str| {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(format!("{from}:0").parse().unwrap()).unwrap();
        let to = base.strip_prefix("http://").unwrap().parse().unwrap();
        let mut stream = socket.connect(to).await.unwrap();
        stream.write_all(head).await.unwrap();
        stream
    };
    let early = async |stream: &mut TcpStream| {
        let mut answer = vec![0; 4_096];
        let read = tokio::time::timeout(Duration::from_millis(500), stream.read(&mut answer)).await;
        let length = read.ok().and_then(Result::ok)?;
        Some(String::from_utf8_lossy(&answer[..length]).into_owned())
    };
    let mut held = Vec::new();
    let refused = loop {
        let mut stream = begin("127.0.0.2").await;
        if let Some(answer) = early(&mut stream).await {
            break answer;
        }
        held.push(stream);
        assert!(held.len() < 20, "it takes whatever is announced");
    };
    assert_eq!(held.len(), 8, "a million each");
    assert_eq!(status(&refused), "503", "{refused}");
    assert!(refused.contains("retry-after: 5"), "{refused}");
    assert!(refused.contains("content-security-policy"), "{refused}");
    assert_eq!(early(&mut begin("127.0.0.3").await).await, None, "others have shares of their own");
    drop(held);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(early(&mut begin("127.0.0.2").await).await, None, "what is given up is given back");
}

#[tokio::test]
async fn bodies_that_trickle_in_keep_nobody_out() {
    let world = World::with(&[
        ("PROLETTO_MAX_REQUESTS", "8"),
        ("PROLETTO_CONNECTIONS_PER_ADDRESS", "40"),
        ("PROLETTO_LIMITS", "off"),
    ])
    .await;
    let base = world.open_on_loopback().await;
    let head = b"POST /sign-in HTTP/1.1\r\nHost: proletto.test\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=";
    let chunked = b"POST /sign-in HTTP/1.1\r\nHost: proletto.test\r\n\
                    Content-Type: application/x-www-form-urlencoded\r\n\
                    Transfer-Encoding: chunked\r\n\r\n5\r\nemail";
    let mut slow = Vec::new();
    for n in 0..100 {
        let mut stream = connect(&base).await;
        stream.write_all(if n % 2 == 0 { head } else { chunked }).await.unwrap();
        slow.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let answer =
        say(&base, b"GET /about HTTP/1.1\r\nHost: proletto.test\r\nConnection: close\r\n\r\n")
            .await;
    assert_eq!(status(&answer), "200", "{answer}");
}
