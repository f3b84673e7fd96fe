//! The post: letters as the site keeps them where no mail service is set, and a mail server for the
//! stories in which there is one.

use std::path::Path;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use super::world::BASE;

/// A letter as its reader sees it.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
}

impl Letter {
    /// Path and query of its one link, which must lead to this site.
    #[track_caller]
    pub fn link(&self) -> String {
        self.link_at(BASE)
    }

    /// The same of a site that is open under another name.
    #[track_caller]
    pub fn link_at(&self, base: &str) -> String {
        let line = self.text.lines().find(|line| line.starts_with("http"));
        let link = line.unwrap_or_else(|| panic!("no link in {self:#?}"));
        let link = Url::parse(link).unwrap();
        assert_eq!(link.origin(), Url::parse(base).unwrap().origin(), "{self:#?}");
        format!("{}?{}", link.path(), link.query().unwrap_or_default())
    }

    /// Fails where it does not say this.
    #[track_caller]
    pub fn must_say(&self, words: &str) -> &Self {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(words), "it does not say {words:?}: {self:#?}");
        self
    }
}

/// The letters in a folder, oldest first.
pub fn kept_in(folder: &Path) -> Vec<Letter> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let whole = std::fs::read_to_string(path).unwrap();
        let (head, text) = whole.split_once("\n\n").unwrap();
        let (to, subject) = head.split_once('\n').unwrap();
        Letter {
            to: to.strip_prefix("To: ").unwrap().to_owned(),
            subject: subject.strip_prefix("Subject: ").unwrap().to_owned(),
            text: text.to_owned(),
        }
    };
    paths.iter().map(read).collect()
}

/// A mail server on loopback that keeps what it is sent, or answers as it is told.
pub struct MailServer {
    pub url: String,
    pub received: Arc<Mutex<Vec<String>>>,
    /// How often somebody connected.
    pub connections: Arc<Mutex<usize>>,
    answer: Arc<Mutex<&'static str>>,
}

impl MailServer {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(Mutex::new("250 taken"));
        let (kept, said) = (received.clone(), answer.clone());
        let connections = Arc::new(Mutex::new(0));
        let count = connections.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *count.lock().unwrap() += 1;
                tokio::spawn(converse(stream, kept.clone(), said.clone()));
            }
        });
        Self { url, received, connections, answer }
    }

    /// What it says from now on when it is given a letter: "451 later", "550 no such person".
    pub fn answers(&self, line: &'static str) {
        *self.answer.lock().unwrap() = line;
    }
}

async fn converse(
    mut stream: TcpStream,
    received: Arc<Mutex<Vec<String>>>,
    answer: Arc<Mutex<&'static str>>,
) -> std::io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 stories ready\r\n").await?;
    let mut letter: Option<String> = None;
    while let Some(line) = lines.next_line().await? {
        if let Some(text) = &mut letter {
            if line != "." {
                text.push_str(&line);
                text.push('\n');
                continue;
            }
            let said = *answer.lock().unwrap();
            if said.starts_with('2') {
                received.lock().unwrap().push(std::mem::take(text));
            }
            letter = None;
            writer.write_all(format!("{said}\r\n").as_bytes()).await?;
            continue;
        }
        let said = match line.split([' ', ':']).next().unwrap_or_default() {
            "DATA" => {
                letter = Some(String::new());
                "354 go on"
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        writer.write_all(format!("{said}\r\n").as_bytes()).await?;
    }
    Ok(())
}
