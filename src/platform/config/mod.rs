//! Settings: one definition from which the values, `.env.example`, `proletto config` and the warnings
//! about unknown names all come.

mod checks;
mod values;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use rust_decimal::Decimal;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::http::AllowList;
use super::limits::Overrides;
use super::network::Network;
use checks::checked;

pub use values::{ForwardedHeader, List, LogFormat, PgFetch, Seconds, SignUp, Value};

/// One setting as it is documented.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The name in the environment.
    pub name: &'static str,
    /// What it does, in a sentence or two.
    pub about: &'static str,
    /// The value that counts when it is absent; empty: none.
    pub default: &'static str,
    /// A secret: never printed, and also read from the file that `NAME_FILE` names.
    pub secret: bool,
}

/// A group of settings about one concern.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The concern.
    pub title: &'static str,
    /// Its settings, in the order they are shown.
    pub settings: &'static [Setting],
}

/// A setting that could not be used, with the name and what was wrong.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {problem}")]
pub struct ConfigError {
    /// The name in the environment.
    pub name: String,
    /// What is wrong with its value, in plain words.
    pub problem: String,
}

macro_rules! settings {
    ($($title:literal { $($field:ident: $kind:ty = $default:literal, $name:literal, $about:literal;)* })*) => {
        /// Every setting, read and checked.
        #[derive(Clone, Debug)]
        pub struct Config { $($(#[doc = $about] pub $field: $kind,)*)* }

        /// Every setting as it is documented, by concern.
        pub const GROUPS: &[Group] = &[$(Group { title: $title, settings: &[$(Setting {
            name: $name, about: $about, default: $default, secret: <$kind as Value>::SECRET,
        },)*] },)*];

        impl Config {
            /// Reads the settings from `values` (name to text).
            ///
            /// # Errors
            /// The first setting whose text cannot be read or cannot work, or whose `_FILE` cannot be
            /// opened.
            pub fn read(values: &BTreeMap<String, String>) -> Result<Self, ConfigError> {
                checked(Self { $($($field: value(values, $name, $default)?,)*)* })
            }
        }
    };
}

settings! {
    "Where it listens" {
        listen: SocketAddr = "127.0.0.1:3000", "PROLETTO_LISTEN",
            "Address and port of the web server. Port 0 picks a free one.";
        base_url: Option<Url> = "", "PROLETTO_BASE_URL",
            "How visitors reach it from outside, for links in feeds, mail and the API. Without it: http:// and the address above.";
        data: PathBuf = "./data", "PROLETTO_DATA",
            "Folder for its files and for the private database.";
        trusted_proxies: List<Network> = "", "PROLETTO_TRUSTED_PROXIES",
            "Addresses or networks (10.0.0.0/8) of proxies whose Forwarded headers are believed, separated by commas.";
        hosts: List<String> = "", "PROLETTO_HOSTS",
            "Other names it is asked under, besides that of the base URL and this machine's own, separated by commas. Under any other name it does not answer.";
        cors_origins: List<Url> = "", "PROLETTO_CORS_ORIGINS",
            "Sites (https://studio.example) whose pages may ask the API with a token, separated by commas.";
        forwarded_header: ForwardedHeader = "x-forwarded-for", "PROLETTO_FORWARDED_HEADER",
            "The header in which those proxies say whom they speak for: x-forwarded-for or forwarded.";
    }
    "Database" {
        database_url: Option<SecretString> = "", "DATABASE_URL",
            "Your own PostgreSQL, version 15 or newer. Without it, Proletto runs a private one under its data folder.";
        database_connections: u32 = "10", "PROLETTO_DATABASE_CONNECTIONS",
            "The most connections held open at once.";
        pg_bin: Option<PathBuf> = "", "PROLETTO_PG_BIN",
            "Folder of the PostgreSQL programs for the private database, where they are not found by themselves.";
        pg_fetch: PgFetch = "once", "PROLETTO_PG_FETCH",
            "Whether a private copy of PostgreSQL may be fetched from the system's package registry when none is installed: once or never.";
    }
    "Logs" {
        log: String = "info,sqlx=warn,tokio_cron_scheduler=warn", "PROLETTO_LOG",
            "What is logged: a level, or levels by module (proletto=debug,sqlx=warn).";
        log_format: LogFormat = "text", "PROLETTO_LOG_FORMAT",
            "text for people, json for machines. Logs of the server go to stdout, those of commands to stderr.";
    }
    "Collecting calls" {
        collect: bool = "true", "PROLETTO_COLLECT",
            "Whether this process runs the timetable: collects from sources and does periodic work.";
        contact: Option<String> = "", "PROLETTO_CONTACT",
            "A mail address or page for the owners of the sites it visits; sent in the User-Agent. Please set it.";
        fetch_delay: Seconds = "5", "PROLETTO_FETCH_DELAY",
            "The least seconds between two requests to one host. A source asks for 5 where it names no pause of its own, robots.txt may ask for more, and the longest counts: 0 leaves it to them.";
        fetch_timeout: Seconds = "60", "PROLETTO_FETCH_TIMEOUT",
            "Seconds one request may take in all.";
        fetch_max_bytes: usize = "10000000", "PROLETTO_FETCH_MAX_BYTES",
            "The largest answer that is read, unpacked, in bytes.";
        fetch_allow: AllowList = "", "PROLETTO_FETCH_ALLOW",
            "Private addresses that may be fetched all the same (127.0.0.1:8080), separated by commas. For trying things out.";
        simpler_grants_key: Option<SecretString> = "", "PROLETTO_SIMPLER_GRANTS_KEY",
            "Key of the Simpler.Grants.gov API. Without it that source stays silent.";
    }
    "A model that proposes" {
        model_key: Option<SecretString> = "", "PROLETTO_MODEL_KEY",
            "Key of an OpenAI-compatible service. With it, a model is asked about facts of waiting calls that no reader could tell; without it, nothing is sent to any. A server that wants no key is given any word.";
        model_url: Url = "https://api.openai.com/v1", "PROLETTO_MODEL_URL",
            "Where that service is: OpenAI, https://openrouter.ai/api/v1, a server of your own like http://127.0.0.1:11434/v1.";
        model_name: Option<String> = "", "PROLETTO_MODEL_NAME",
            "Which of its models is asked, by the service's name for it.";
        model_timeout: Seconds = "60", "PROLETTO_MODEL_TIMEOUT",
            "Seconds an answer may take.";
        model_price_in: Option<Decimal> = "", "PROLETTO_MODEL_PRICE_IN",
            "US dollars for a million tokens sent. With the next, what is asked is counted in money as well.";
        model_price_out: Option<Decimal> = "", "PROLETTO_MODEL_PRICE_OUT",
            "US dollars for a million tokens answered.";
        model_daily_tokens: usize = "300000", "PROLETTO_MODEL_DAILY_TOKENS",
            "Tokens, sent and answered, after which nothing more is asked on one day (UTC).";
        model_daily_cost: Option<Decimal> = "", "PROLETTO_MODEL_DAILY_COST",
            "US dollars after which nothing more is asked on one day (UTC). It needs both prices.";
    }
    "Mail" {
        mail_from: Option<String> = "", "PROLETTO_MAIL_FROM",
            "From whom letters come: an address, or Name <address>. Without it: no-reply at the host of PROLETTO_BASE_URL.";
        smtp_url: Option<SecretString> = "", "PROLETTO_SMTP_URL",
            "A mail server: smtp://user:password@host:587 (encrypted by STARTTLS) or smtps://user:password@host:465.";
        sendgrid_key: Option<SecretString> = "", "PROLETTO_SENDGRID_KEY",
            "Key of SendGrid's API, used where no mail server is set. With neither, letters are kept as files in the data folder, under mail.";
        sendgrid_url: Url = "https://api.sendgrid.com", "PROLETTO_SENDGRID_URL",
            "Where SendGrid's API is.";
    }
    "Accounts" {
        sign_up: SignUp = "open", "PROLETTO_SIGN_UP",
            "Who may create an account: open (everyone), invite (whom an admin invited, at /desk/invitations or by command) or closed (only by command).";
        session_days: u32 = "30", "PROLETTO_SESSION_DAYS",
            "Days after which an unused sign-in ends.";
        secret_key: Option<SecretString> = "", "PROLETTO_SECRET_KEY",
            "Key under which secrets are kept in the database: 64 hexadecimal digits (openssl rand -hex 32); older keys may follow, separated by commas. Without it: secret.key in the data folder, made when it is first needed.";
        session_days_at_most: u32 = "90", "PROLETTO_SESSION_DAYS_AT_MOST",
            "Days after which every sign-in ends, used or not.";
        fresh_minutes: u32 = "15", "PROLETTO_FRESH_MINUTES",
            "Minutes after signing in during which address and ways of signing in may be changed without showing again who one is.";
        argon2_memory: u32 = "19456", "PROLETTO_ARGON2_MEMORY",
            "Memory that one password hash takes, in KiB. Passwords are hashed anew at the next sign-in when this or the next two change.";
        argon2_iterations: u32 = "2", "PROLETTO_ARGON2_ITERATIONS",
            "How many times a password hash goes over its memory.";
        argon2_parallelism: u32 = "1", "PROLETTO_ARGON2_PARALLELISM",
            "How many lanes a password hash has.";
    }
    "Privacy" {
        deletion_days: u32 = "14", "PROLETTO_DELETION_DAYS",
            "Days between asking for an account to be deleted and its deletion, in which one can change one's mind.";
        keep_audit_days: u32 = "400", "PROLETTO_KEEP_AUDIT_DAYS",
            "Days after which lines of the audit log are removed.";
        keep_job_runs_days: u32 = "90", "PROLETTO_KEEP_JOB_RUNS_DAYS",
            "Days after which the runs of jobs are removed, but for the last of each.";
        keep_tokens_days: u32 = "30", "PROLETTO_KEEP_TOKENS_DAYS",
            "Days for which tokens and sign-ins of programs are still known after their end.";
    }
    "Signing in elsewhere" {
        google_client_id: Option<String> = "", "PROLETTO_GOOGLE_CLIENT_ID",
            "With this and the secret, people may sign in with Google. The address to register there: PROLETTO_BASE_URL/sign-in/with/google/back";
        google_client_secret: Option<SecretString> = "", "PROLETTO_GOOGLE_CLIENT_SECRET",
            "The secret that belongs to it.";
        google_issuer: Url = "https://accounts.google.com", "PROLETTO_GOOGLE_ISSUER",
            "Where Google's sign-in is.";
        oidc_issuer: Option<Url> = "", "PROLETTO_OIDC_ISSUER",
            "Any other OpenID Connect issuer. The address to register there: PROLETTO_BASE_URL/sign-in/with/oidc/back";
        oidc_name: String = "your organisation", "PROLETTO_OIDC_NAME",
            "What it is called on the page for signing in.";
        oidc_client_id: Option<String> = "", "PROLETTO_OIDC_CLIENT_ID",
            "The client's name there.";
        oidc_client_secret: Option<SecretString> = "", "PROLETTO_OIDC_CLIENT_SECRET",
            "The client's secret there; without it, a public client.";
    }
    "Limits" {
        limits: Overrides = "", "PROLETTO_LIMITS",
            "What differs from the table of limits in the README: names with a number and a time (sign-in=5/15m, pages=off), separated by commas; or off for none at all.";
        request_timeout: Seconds = "30", "PROLETTO_REQUEST_TIMEOUT",
            "Seconds a page may take before the visitor is told that it did not work.";
        max_body: usize = "1000000", "PROLETTO_MAX_BODY",
            "The most bytes that may be sent anywhere. Most places take less: 16 KiB to sign in, 64 KiB for most forms, 256 KiB for a profile.";
        header_timeout: Seconds = "10", "PROLETTO_HEADER_TIMEOUT",
            "Seconds a visitor may take to send the headers of a request, and may stay connected without one.";
        body_timeout: Seconds = "10", "PROLETTO_BODY_TIMEOUT",
            "Seconds a visitor may take to send what belongs to a request, and one more for each 4 KiB of it that has come.";
        max_connections: usize = "768", "PROLETTO_MAX_CONNECTIONS",
            "The most connections held at once; beyond, the one that has waited the longest makes room.";
        connections_per_address: usize = "256", "PROLETTO_CONNECTIONS_PER_ADDRESS",
            "The most of one address (IPv6: one /64), in the same way. Trusted proxies are not counted.";
        max_requests: usize = "512", "PROLETTO_MAX_REQUESTS",
            "Requests worked on at once; more are told to come back in a moment.";
        drain: Seconds = "1", "PROLETTO_DRAIN",
            "Seconds in which it still serves everyone after it was asked to stop, while /readyz says no, so that a load balancer looks elsewhere.";
        shutdown: Seconds = "20", "PROLETTO_SHUTDOWN",
            "Seconds that requests and jobs under way get to finish when it is stopped.";
    }
}

impl Config {
    /// Reads `.env` from the working folder (the environment wins) and then the settings.
    ///
    /// # Errors
    /// As [`Config::read`], and where `.env` is there and cannot be read.
    pub fn load() -> Result<Self, ConfigError> {
        Self::read(&environment()?)
    }

    /// How visitors reach it: the setting, or the address it listens on.
    pub fn base_url(&self) -> Url {
        self.base_url.clone().unwrap_or_else(|| {
            let mut url = Url::parse("http://localhost/").unwrap_or_else(|_| unreachable!());
            let _ = url.set_ip_host(self.listen.ip());
            let _ = url.set_port(Some(self.listen.port()));
            url
        })
    }
}

/// The environment over `.env`.
///
/// # Errors
/// `.env` is there and cannot be read.
pub fn environment() -> Result<BTreeMap<String, String>, ConfigError> {
    let mut values = BTreeMap::new();
    let problem = |error: dotenvy::Error| {
        let problem = match &error {
            // The line itself may hold a secret.
            dotenvy::Error::LineParse(line, _) => match line_number(line) {
                Some(number) => format!("line {number} cannot be read; a line is like NAME=value"),
                None => "a line cannot be read; a line is like NAME=value".into(),
            },
            _ => error.to_string(),
        };
        ConfigError { name: ".env".into(), problem }
    };
    match dotenvy::from_path_iter(".env") {
        Ok(lines) => {
            for line in lines {
                let (name, value) = line.map_err(problem)?;
                values.insert(name, value);
            }
        }
        Err(error) if error.not_found() => {}
        Err(error) => return Err(problem(error)),
    }
    values.extend(std::env::vars());
    Ok(values)
}

/// Which line of `.env` this is, from 1.
fn line_number(line: &str) -> Option<usize> {
    let text = std::fs::read_to_string(".env").ok()?;
    let at = text.lines().position(|one| one.trim() == line.trim())?;
    Some(at + 1)
}

/// A line for each `PROLETTO_*` name that no setting has, with the nearest that one has.
pub fn unknown_names(values: &BTreeMap<String, String>) -> Vec<String> {
    let known: Vec<&Setting> = GROUPS.iter().flat_map(|group| group.settings).collect();
    values
        .keys()
        .filter(|name| name.starts_with("PROLETTO_"))
        .filter(|name| {
            let plain = name.strip_suffix("_FILE").unwrap_or(name);
            !known.iter().any(|s| s.name == name.as_str() || (s.secret && s.name == plain))
        })
        .map(|name| {
            let nearest = known
                .iter()
                .map(|setting| (strsim::jaro_winkler(name, setting.name), setting.name))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            match nearest {
                Some((likeness, nearest)) if likeness > 0.9 => {
                    format!("{name} is no setting of Proletto; did you mean {nearest}?")
                }
                _ => format!("{name} is no setting of Proletto"),
            }
        })
        .collect()
}

/// `.env.example`: every setting with what it does, its default, and nothing set.
pub fn example() -> String {
    let mut text = String::from(
        "# Settings of Proletto. Everything is optional: copy this file to .env and uncomment what you\n\
         # want to change. The environment wins over .env. A secret NAME may also be given as NAME_FILE,\n\
         # the path of a file that holds it. Made by `proletto config --example`.\n",
    );
    for group in GROUPS {
        text.push_str(&format!("\n## {}\n", group.title));
        for setting in group.settings {
            text.push_str(&format!(
                "\n# {}\n#{}={}\n",
                setting.about, setting.name, setting.default
            ));
        }
    }
    text
}

fn value<T: Value>(
    values: &BTreeMap<String, String>,
    name: &str,
    default: &str,
) -> Result<T, ConfigError> {
    let wrong = |problem: String| ConfigError { name: name.to_owned(), problem };
    let mut text = values.get(name).map(|text| text.trim().to_owned()).unwrap_or_default();
    let file = format!("{name}_FILE");
    if let Some(path) = values.get(&file).filter(|_| T::SECRET) {
        if !text.is_empty() {
            return Err(wrong(format!("is given twice, here and as {file}")));
        }
        text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError { name: file, problem: format!("{path}: {error}") })?
            .trim()
            .to_owned();
    }
    if text.is_empty() {
        text = default.to_owned();
    }
    T::read(&text).map_err(|problem| {
        if T::SECRET { wrong(problem) } else { wrong(format!("{problem} (it is {text:?})")) }
    })
}

/// The value of a setting for people to read: secrets as "(set)".
pub fn shown(setting: &Setting, values: &BTreeMap<String, String>) -> String {
    let file = format!("{}_FILE", setting.name);
    match (values.get(setting.name).filter(|v| !v.is_empty()), setting.secret) {
        (Some(_), true) => "(set)".into(),
        (None, true) if values.contains_key(&file) => "(set, from a file)".into(),
        (Some(text), false) => text.clone(),
        (None, _) => setting.default.into(),
    }
}

/// Opens a secret at the place where it is used.
pub fn expose(secret: &SecretString) -> &str {
    secret.expose_secret()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn nothing_set_is_a_working_configuration() {
        let config = Config::read(&BTreeMap::new()).unwrap();
        assert_eq!(config.base_url().as_str(), "http://127.0.0.1:3000/");
        assert!(config.database_url.is_none());
    }

    #[test]
    fn a_wrong_value_names_its_setting_and_says_what_it_should_be() {
        let error = Config::read(&with(&[("PROLETTO_LISTEN", "everywhere")])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "PROLETTO_LISTEN: should be an address and a port, like 127.0.0.1:3000 (it is \"everywhere\")"
        );
    }

    #[test]
    fn a_secret_may_come_from_a_file_and_is_never_printed() {
        let path = std::env::temp_dir().join(format!("proletto-secret-{}", std::process::id()));
        std::fs::write(&path, "postgres://ada:hunter2@db/proletto\n").unwrap();
        let values = with(&[("DATABASE_URL_FILE", path.to_str().unwrap())]);
        let config = Config::read(&values).unwrap();
        std::fs::remove_file(&path).unwrap();
        let url = config.database_url.as_ref().map(expose);
        assert_eq!(url, Some("postgres://ada:hunter2@db/proletto"));
        assert!(!format!("{config:?}").contains("hunter2"));
    }

    #[test]
    fn a_misspelt_name_is_told_with_the_nearest_right_one() {
        let lines = unknown_names(&with(&[("PROLETTO_LISTN", "x"), ("PATH", "y")]));
        assert_eq!(
            lines,
            ["PROLETTO_LISTN is no setting of Proletto; did you mean PROLETTO_LISTEN?"]
        );
    }

    #[test]
    fn the_example_file_is_made_from_this_definition() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/.env.example");
        let file = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(file, example(), "run: cargo run -- config --example > .env.example");
    }
}
