//! The kinds of values that settings have, and how each is read from its text.

use std::net::SocketAddr;
use std::path::PathBuf;

use rust_decimal::Decimal;
use secrecy::SecretString;
use url::Url;

use crate::platform::http::AllowList;
use crate::platform::network::Network;

/// How a value is read from its text.
pub trait Value: Sized {
    /// Whether it may be printed.
    const SECRET: bool = false;
    /// The value; `text` is trimmed and empty only when there is no default either.
    fn read(text: &str) -> Result<Self, String>;
}

/// Values separated by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List<T>(pub Vec<T>);

/// A whole number of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seconds(pub u64);

/// Whether a private copy of PostgreSQL may be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PgFetch {
    /// Once, where none is installed.
    Once,
    /// Never.
    Never,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// The header in which proxies say whom they speak for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForwardedHeader {
    /// What most of them send.
    XForwardedFor,
    /// RFC 7239.
    Forwarded,
}

/// Who may create an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignUp {
    /// Everyone.
    Open,
    /// Who was invited.
    Invite,
    /// Nobody from outside.
    Closed,
}

macro_rules! read_with_from_str {
    ($($kind:ty: $problem:literal;)*) => { $(impl Value for $kind {
        fn read(text: &str) -> Result<Self, String> {
            text.parse().map_err(|_| $problem.to_owned())
        }
    })* };
}

read_with_from_str! {
    SocketAddr: "should be an address and a port, like 127.0.0.1:3000";
    PathBuf: "should be a path";
    String: "should be text";
    AllowList: "should be hosts with their ports (127.0.0.1:8080) or networks (10.1.0.0/16), separated by commas";
    Network: "should be an address, or a network like 10.0.0.0/8";
}

macro_rules! read_count {
    ($($kind:ty),*) => { $(impl Value for $kind {
        fn read(text: &str) -> Result<Self, String> {
            match text.parse() {
                Ok(0) | Err(_) => Err("should be a whole number, 1 or more".into()),
                Ok(number) => Ok(number),
            }
        }
    })* };
}

// Of what is counted here there has to be some: connections, days, bytes, requests.
read_count!(u32, usize);

impl Value for Url {
    fn read(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|_| "should be an address like https://example.org")?;
        if matches!(url.scheme(), "http" | "https") && url.host().is_some() {
            Ok(url)
        } else {
            Err("should begin with http:// or https://".into())
        }
    }
}

impl Value for Decimal {
    fn read(text: &str) -> Result<Self, String> {
        match text.parse::<Decimal>() {
            Ok(sum) if !sum.is_sign_negative() && sum <= Decimal::from(1_000_000) => Ok(sum),
            _ => Err("should be a sum like 0.15".into()),
        }
    }
}

impl Value for SecretString {
    const SECRET: bool = true;
    fn read(text: &str) -> Result<Self, String> {
        Ok(text.to_owned().into())
    }
}

impl<T: Value> Value for Option<T> {
    const SECRET: bool = T::SECRET;
    fn read(text: &str) -> Result<Self, String> {
        if text.is_empty() { Ok(None) } else { T::read(text).map(Some) }
    }
}

impl<T: Value> Value for List<T> {
    fn read(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(T::read).collect::<Result<_, _>>().map(List)
    }
}

impl Value for bool {
    fn read(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Ok(true),
            "false" | "no" | "off" | "0" => Ok(false),
            _ => Err("should be true or false".into()),
        }
    }
}

impl Value for Seconds {
    fn read(text: &str) -> Result<Self, String> {
        text.parse().map(Seconds).map_err(|_| "should be a whole number of seconds".into())
    }
}

impl Seconds {
    /// As a duration.
    pub fn duration(self) -> std::time::Duration {
        std::time::Duration::from_secs(self.0)
    }
}

macro_rules! read_word {
    ($($kind:ty { $($word:literal => $value:expr,)* } $problem:literal;)*) => { $(impl Value for $kind {
        fn read(text: &str) -> Result<Self, String> {
            match text { $($word => Ok($value),)* _ => Err($problem.into()) }
        }
    })* };
}

read_word! {
    PgFetch { "once" => PgFetch::Once, "never" => PgFetch::Never, } "should be once or never";
    LogFormat { "text" => LogFormat::Text, "json" => LogFormat::Json, } "should be text or json";
    ForwardedHeader {
        "x-forwarded-for" => ForwardedHeader::XForwardedFor,
        "forwarded" => ForwardedHeader::Forwarded,
    } "should be x-forwarded-for or forwarded";
    SignUp { "open" => SignUp::Open, "invite" => SignUp::Invite, "closed" => SignUp::Closed, } "should be open, invite or closed";
}
