//! The names under which we are asked. A page that another name leads to (DNS rebinding, a forged Host
//! behind a careless cache) is not served.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::Host;

use crate::platform::config::Config;
use crate::platform::error::Error;
use crate::platform::{health, state};

/// Middleware: lets requests through whose host is ours. Health may be asked for under any name.
pub async fn ours(State(state): State<state::State>, request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().filter(|_| hosts.next().is_none());
    let named = host.and_then(|host| host.to_str().ok());
    let known = named.is_some_and(|host| is_ours(&state.config, host));
    if known || health::is_at(request.uri().path()) {
        return next.run(request).await;
    }
    let words = match named {
        Some(_) => "There is no site of this name here. Its name may be missing in PROLETTO_HOSTS.",
        None => "The request does not say in one Host header which site it is for.",
    };
    Error::BadRequest(words.into()).into_response()
}

/// Whether this is one of our names: that of the base URL, those in the settings, this machine's own;
/// and where no base URL is set, any address, since a number cannot be made to mean another machine.
fn is_ours(config: &Config, host: &str) -> bool {
    let Ok(host) = Host::parse(without_port(host)) else { return false };
    let numeric: Option<IpAddr> = match &host {
        Host::Ipv4(address) => Some((*address).into()),
        Host::Ipv6(address) => Some((*address).into()),
        Host::Domain(_) => None,
    };
    let named = |name: &str| Host::parse(without_port(name)).is_ok_and(|name| name == host);
    config.base_url.as_ref().is_some_and(|url| url.host().is_some_and(|own| own.to_owned() == host))
        || config.hosts.0.iter().any(|name| named(name))
        || numeric.is_some_and(|address| address.is_loopback() || config.base_url.is_none())
        || named("localhost")
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') && port.bytes().all(|c| c.is_ascii_digit()) => {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(settings: &[(&str, &str)], host: &str) -> bool {
        let values =
            settings.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        is_ours(&Config::read(&values).unwrap(), host)
    }

    #[test]
    fn names_are_ours_where_they_are_configured() {
        let settings = [
            ("PROLETTO_BASE_URL", "https://calls.example"),
            ("PROLETTO_HOSTS", "www.calls.example, calls.internal"),
        ];
        for host in ["calls.example", "CALLS.example:443", "www.calls.example", "calls.internal:80"]
        {
            assert!(ours(&settings, host), "{host}");
        }
        for host in ["localhost:3000", "127.0.0.1", "[::1]:3000"] {
            assert!(ours(&settings, host), "{host}");
        }
        for host in
            ["evil.example", "calls.example.evil.example", "192.0.2.1", "", "calls.example@evil"]
        {
            assert!(!ours(&settings, host), "{host}");
        }
    }

    #[test]
    fn a_number_is_ours_as_long_as_we_have_no_name() {
        assert!(ours(&[], "192.0.2.1:3000"));
        assert!(ours(&[], "[2001:db8::1]:3000"));
        assert!(!ours(&[], "evil.example:3000"));
    }
}
