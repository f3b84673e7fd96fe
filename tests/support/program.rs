//! The built program as an operator runs it: a process of its own, in a folder of its own.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use uuid::Uuid;

/// How long a process may take to come to what a story expects.
const PATIENCE: Duration = Duration::from_secs(90);

/// What runs the program: an empty working folder and settings.
pub struct Shell {
    pub folder: PathBuf,
    settings: Vec<(String, String)>,
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A program that goes on running. It is killed when this is dropped.
pub struct Running {
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Shell {
    /// With these settings, and nothing else of this machine's but the way to its programs.
    pub fn new(settings: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("proletto-shell-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let settings = settings.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        Self { folder, settings: settings.collect() }
    }

    /// One that works on this database, and may visit sites of this machine.
    pub fn on(database: &str) -> Self {
        Self::new(&[
            ("DATABASE_URL", database),
            ("PROLETTO_FETCH_ALLOW", "127.0.0.0/8"),
            ("PROLETTO_FETCH_DELAY", "0"),
            ("PROLETTO_LISTEN", "127.0.0.1:0"),
        ])
    }

    /// Runs a command to its end.
    pub async fn run(&self, arguments: &[&str]) -> Ran {
        self.tell(arguments, "").await
    }

    /// The same with something on its standard input.
    pub async fn tell(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let input = input.to_owned();
        let output = tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
            child.wait_with_output().unwrap()
        });
        let output = output.await.unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command whose reader has gone before it says anything. Its exit code and its complaints.
    pub async fn run_into_nothing(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let ended = tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            drop(child.stdout.take());
            let mut stderr = String::new();
            child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
            (child.wait().unwrap().code().unwrap_or(-1), stderr)
        });
        ended.await.unwrap()
    }

    /// Starts a command that goes on running.
    pub fn start(&self, arguments: &[&str]) -> Running {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        hear(child.stdout.take().unwrap(), &said);
        hear(child.stderr.take().unwrap(), &said);
        Running { child, said }
    }

    fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(Path::new(env!("CARGO_BIN_EXE_proletto")));
        command.args(arguments).current_dir(&self.folder).env_clear();
        let kept = ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR", "PROLETTO_PG_BIN"];
        command.envs(std::env::vars().filter(|(name, _)| kept.contains(&name.as_str())));
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// Writes down line by line what a program says.
fn hear(from: impl Read + Send + 'static, said: &Arc<Mutex<String>>) {
    let said = Arc::clone(said);
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut said = said.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
        }
    });
}

impl Drop for Shell {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Ran {
    /// Fails where it did not do what it was told to.
    #[track_caller]
    pub fn must_work(&self) -> &Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// Fails where it did not end with this code and this complaint.
    #[track_caller]
    pub fn must_fail(&self, code: i32, words: &str) -> &Self {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.stderr.contains(words), "{words:?}: {self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
        self
    }

    /// What it said, as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        self.must_work();
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Running {
    /// What follows these words in a line it says, waited for.
    pub async fn said_after(&self, words: &str) -> String {
        let begun = Instant::now();
        loop {
            let said = self.said();
            if let Some((_, rest)) = said.split_once(words) {
                return rest.lines().next().unwrap_or_default().trim().to_owned();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not say {words:?}: {said}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Everything it said so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Ends it as a power cut does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits for an orderly end.
    pub async fn stop(mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert_eq!(status.code(), Some(0), "{}", self.said());
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not stop: {}", self.said());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
