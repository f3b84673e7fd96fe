//! From where somebody signs in: what their browser says it is, and roughly where it stands.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr};

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use super::device;
use crate::platform::caller;

/// A browser at a place, in words that its owner recognises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asker {
    /// "Firefox on Android".
    pub device: String,
    /// The beginning of its address: enough to tell home from elsewhere, too little to name a door.
    pub place: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self {
            device: device::in_words(agent.unwrap_or_default()),
            place: caller::current().address.map(prefix).unwrap_or_default(),
        })
    }
}

fn prefix(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.…")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{}…", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_beginning_of_an_address() {
        assert_eq!(prefix("203.0.113.77".parse().unwrap()), "203.0.113.…");
        assert_eq!(prefix("::ffff:203.0.113.77".parse().unwrap()), "203.0.113.…");
        assert_eq!(prefix("2001:db8:5:6::7".parse().unwrap()), "2001:db8:5::…");
    }
}
