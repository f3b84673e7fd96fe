//! A real browser: Debian's Chromium, driven through chromedriver by the WebDriver protocol, of which
//! the stories need a dozen commands.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How long the page may take to come to what a story expects. Only a story that fails waits for it.
const PATIENCE: Duration = Duration::from_secs(60);

/// The name under which WebDriver sends an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser window with nothing in it.
pub struct Chrome {
    driver: Child,
    port: u16,
    session: String,
    profile: PathBuf,
    http: reqwest::Client,
    base: String,
}

impl Chrome {
    /// Opens one for the site at `base`. `None` where Chromium or its driver is not installed, which is
    /// said aloud, and in CI is a failure.
    pub async fn open(base: &str) -> Option<Self> {
        let (Some(chromium), Some(driver)) = (find("chromium"), find("chromedriver")) else {
            let missing = "a journey needs Debian's packages chromium and chromium-driver";
            let in_ci = std::env::var("CI").is_ok_and(|ci| !matches!(ci.as_str(), "" | "false"));
            assert!(!in_ci, "{missing}");
            eprintln!("SKIPPED: {missing}");
            return None;
        };
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = port_of(&mut driver);
        let profile = std::env::temp_dir().join(format!("proletto-chrome-{}", Uuid::now_v7()));
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let session = String::new();
        let base = base.trim_end_matches('/').to_owned();
        let mut chrome = Self { driver, port, session, profile, http, base };
        let options = json!({
            "binary": chromium,
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--force-prefers-reduced-motion", "--hide-scrollbars",
                format!("--user-data-dir={}", chrome.profile.display()),
            ],
        });
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let opened = chrome.send("session", &wanted).await.unwrap();
        chrome.session = opened["sessionId"].as_str().unwrap().to_owned();
        Some(chrome)
    }

    /// So many pixels wide and high, as a phone or a desk shows it.
    pub async fn size(&self, width: u32, height: u32) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// As somebody who likes it dark or light.
    pub async fn prefers(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// As it would come out of a printer.
    pub async fn on_paper(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    }

    /// Whether the first element that the selector finds can be seen.
    pub async fn shows(&self, selector: &str) -> bool {
        let script = format!(
            "(() => {{ const one = document.querySelector({selector:?}); return !!one \
             && one.checkVisibility() && one.getClientRects().length > 0; }})()"
        );
        self.eval(&script).await == true
    }

    /// As somebody who has switched JavaScript off.
    pub async fn without_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// As somebody whose device keeps passkeys and knows its owner.
    pub async fn keeps_passkeys(&self) {
        let device = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserVerified": true,
        });
        self.command("webauthn/authenticator", device).await.unwrap();
    }

    /// Opens an address of the site.
    pub async fn go(&self, path: &str) {
        let url = format!("{}{path}", self.base);
        self.command("url", json!({ "url": url })).await.unwrap();
    }

    /// Path and query of the page.
    pub async fn at(&self) -> String {
        let url = self.ask("url").await;
        url.as_str().unwrap().strip_prefix(&self.base).unwrap_or("elsewhere").to_owned()
    }

    /// Types into the field with this label, in place of what stands there.
    pub async fn fill(&self, label: &str, text: &str) {
        let label = self.find(&format!("//label[{}]", begins(label))).await;
        let id = self.ask(&format!("element/{label}/attribute/for")).await;
        let field = self.find(&format!("//*[@id='{}']", id.as_str().unwrap())).await;
        self.command(&format!("element/{field}/clear"), json!({})).await.unwrap();
        self.command(&format!("element/{field}/value"), json!({ "text": text })).await.unwrap();
    }

    /// What stands in the field with this label.
    pub async fn value(&self, label: &str) -> String {
        let label = self.find(&format!("//label[{}]", begins(label))).await;
        let id = self.ask(&format!("element/{label}/attribute/for")).await;
        let field = self.find(&format!("//*[@id='{}']", id.as_str().unwrap())).await;
        self.ask(&format!("element/{field}/property/value")).await.as_str().unwrap().to_owned()
    }

    /// Chooses from the list with this label.
    pub async fn choose(&self, label: &str, words: &str) {
        let label = self.find(&format!("//label[{}]", begins(label))).await;
        let id = self.ask(&format!("element/{label}/attribute/for")).await;
        let option = format!("//*[@id='{}']/option[{}]", id.as_str().unwrap(), begins(words));
        self.click(&option).await;
    }

    /// Ticks the box with these words.
    pub async fn tick(&self, words: &str) {
        self.click(&format!("//label[.//input and {}]", begins(words))).await;
    }

    /// Opens what is folded away under these words.
    pub async fn unfold(&self, words: &str) {
        self.click(&format!("//main//summary[{}]", begins(words))).await;
    }

    /// Presses the first visible button with these words.
    pub async fn press(&self, words: &str) {
        self.click(&format!("//main//button[{}]", begins(words))).await;
    }

    /// Signs out, by the button at the top of every page.
    pub async fn sign_out(&self) {
        self.click(&format!("//header//button[{}]", begins("Sign out"))).await;
    }

    /// Follows the first link with these words.
    pub async fn follow(&self, words: &str) {
        self.click(&format!("//main//a[{}]", begins(words))).await;
    }

    /// Presses a key, wherever the focus is, on a page that listens: its words can be read before its
    /// scripts have run.
    pub async fn key(&self, key: &str) {
        self.keys(key, 1).await;
    }

    /// Presses a key so many times.
    pub async fn keys(&self, key: &str, times: usize) {
        self.ready().await;
        let press =
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })];
        let steps: Vec<Value> = std::iter::repeat_n(press, times).flatten().collect();
        let actions = json!({ "actions": [{ "type": "key", "id": "keys", "actions": steps }] });
        self.command("actions", actions).await.unwrap();
    }

    /// Answers the browser's question with yes or no.
    pub async fn answer(&self, yes: bool) {
        let way = if yes { "alert/accept" } else { "alert/dismiss" };
        let begun = Instant::now();
        // It may not have asked yet.
        while let Err(problem) = self.command(way, json!({})).await {
            assert!(begun.elapsed() < PATIENCE, "nothing is asked: {problem}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Types into whatever has the focus.
    pub async fn type_here(&self, text: &str) {
        let focused = self.ask("element/active").await;
        let focused = focused[ELEMENT].as_str().unwrap();
        self.command(&format!("element/{focused}/value"), json!({ "text": text })).await.unwrap();
    }

    /// What a reader sees of the page.
    pub async fn text(&self) -> String {
        loop {
            let body = self.find("//body").await;
            // Gone in the meantime, with its page: then there is another one.
            let Ok(text) = self.get(&format!("element/{body}/text")).await else { continue };
            return text.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }

    /// Waits until the page says this; fails where it never does.
    pub async fn must_say(&self, words: &str) {
        let begun = Instant::now();
        let mut text = String::new();
        while begun.elapsed() < PATIENCE {
            text = self.text().await;
            if text.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} does not say {words:?}: {text}", self.at().await);
    }

    /// Waits until the page no longer says this; fails where it goes on saying it.
    pub async fn must_no_longer_say(&self, words: &str) {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if !self.text().await.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} goes on saying {words:?}", self.at().await);
    }

    /// What an expression of JavaScript gives.
    pub async fn eval(&self, script: &str) -> Value {
        let script = json!({ "script": format!("return ({script})"), "args": [] });
        self.command("execute/sync", script).await.unwrap()
    }

    /// Fails where the page can be scrolled sideways: something is wider than the window.
    pub async fn must_fit(&self) {
        let over = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let over = self.eval(over).await;
        assert!(over.as_i64().unwrap() <= 0, "{} is {over} px too wide", self.at().await);
    }

    /// Fails where axe-core finds a barrier by WCAG 2.2 AA on the page, all of it unfolded.
    pub async fn must_be_accessible(&self, seen: &str) {
        let axe = include_str!("axe/axe.min.js");
        let hash = Sha256::digest(axe.as_bytes());
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(include_str!("axe/README.md").contains(&hash), "axe.min.js is not the known one");
        self.command("execute/sync", json!({ "script": axe, "args": [] })).await.unwrap();
        let script = "
            const done = arguments[arguments.length - 1];
            document.querySelectorAll('details').forEach((one) => { one.open = true; });
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
            axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(
              (found) => done(found.violations.map((one) => one.id + ': ' + one.help + '\\n'
                + one.nodes.slice(0, 5).map((node) => '    ' + node.html.slice(0, 200) + '\\n      '
                + node.failureSummary.replaceAll('\\n', ' ')).join('\\n')).join('\\n')),
              (error) => done('axe broke off: ' + error));";
        let found = self.command("execute/async", json!({ "script": script, "args": [] })).await;
        let found = found.unwrap();
        assert_eq!(found, json!(""), "{} {seen}:\n{}", self.at().await, found.as_str().unwrap());
    }

    /// Fails where the browser complained about anything: a script that broke, a file that is missing,
    /// something the content security policy stopped.
    pub async fn must_not_complain(&self) {
        let log = self.command("se/log", json!({ "type": "browser" })).await.unwrap();
        let refused = |line: &str| {
            // Its own word for our 4xx pages.
            line.contains("the server responded with a status of 4") && !line.contains("/static/")
        };
        let lines: Vec<String> = log
            .as_array()
            .unwrap()
            .iter()
            .filter(|line| line["level"] == "SEVERE" || line["source"] == "security")
            .map(|line| line["message"].as_str().unwrap_or_default().to_owned())
            .filter(|line| !refused(line))
            .collect();
        assert!(lines.is_empty(), "the browser complains: {lines:#?}");
    }

    /// Waits until the page and its scripts are all there.
    async fn ready(&self) {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let script = json!({ "script": "return document.readyState", "args": [] });
            // Asked in the moment between two pages, there is nothing that could answer.
            if self.command("execute/sync", script).await.is_ok_and(|state| state == "complete") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{} is never there as a whole", self.at().await);
    }

    async fn click(&self, xpath: &str) {
        let element = self.find(xpath).await;
        // As a person does, who wants to see what they press: away from bars that stay at the edge.
        let script = "arguments[0].scrollIntoView({ block: 'center' });";
        let scroll = json!({ "script": script, "args": [{ ELEMENT: element }] });
        self.command("execute/sync", scroll).await.unwrap();
        self.command(&format!("element/{element}/click"), json!({}))
            .await
            .unwrap_or_else(|problem| panic!("{xpath}: {problem}"));
    }

    /// The first element that is shown.
    async fn find(&self, xpath: &str) -> String {
        let using = json!({ "using": "xpath", "value": xpath });
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            // Between two pages there is nothing to find anything in.
            let found = self.command("elements", using.clone()).await.unwrap_or(json!([]));
            for element in found.as_array().unwrap() {
                let id = element[ELEMENT].as_str().unwrap();
                // It may be gone by now, with its page.
                let shown = self.get(&format!("element/{id}/displayed")).await;
                if shown.is_ok_and(|shown| shown == true) {
                    return id.to_owned();
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!(
            "{}: nothing there is {xpath}: {}",
            self.at().await,
            self.eval("document.body.innerText").await
        );
    }

    async fn devtools(&self, name: &str, params: Value) {
        let command = json!({ "cmd": name, "params": params });
        self.command("goog/cdp/execute", command).await.unwrap();
    }

    async fn ask(&self, what: &str) -> Value {
        self.get(what).await.unwrap()
    }

    async fn get(&self, what: &str) -> Result<Value, String> {
        let url = format!("http://127.0.0.1:{}/session/{}/{what}", self.port, self.session);
        value(self.http.get(url).send().await.unwrap()).await
    }

    async fn command(&self, what: &str, body: Value) -> Result<Value, String> {
        self.send(&format!("session/{}/{what}", self.session), &body).await
    }

    async fn send(&self, path: &str, body: &Value) -> Result<Value, String> {
        let url = format!("http://127.0.0.1:{}/{path}", self.port);
        value(self.http.post(url).json(body).send().await.unwrap()).await
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        // Chromium ends with its session and not with its driver.
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let end = format!(
                "DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                self.session
            );
            let _ = stream.write_all(end.as_bytes());
            let _ = stream.read(&mut [0; 512]);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

async fn value(response: reqwest::Response) -> Result<Value, String> {
    let fine = response.status().is_success();
    let value: Value = response.json().await.unwrap();
    let value = &value["value"];
    if fine {
        return Ok(value.clone());
    }
    let message = value["message"].as_str().unwrap_or_default();
    Err(format!("{}: {}", value["error"], message.lines().next().unwrap_or_default()))
}

/// An XPath condition: the words of an element begin with these.
fn begins(words: &str) -> String {
    assert!(!words.contains('"'), "{words}");
    format!("starts-with(normalize-space(.), \"{words}\")")
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// The port that the driver says it has.
fn port_of(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let port = loop {
        let line = lines.next().expect("chromedriver says its port").unwrap();
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            break port.trim_end_matches('.').parse().unwrap();
        }
    };
    // What else it says is not waited for, and must not stop it.
    std::thread::spawn(move || lines.for_each(drop));
    port
}
