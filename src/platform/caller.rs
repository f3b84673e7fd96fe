//! From where a request comes: the address of whoever asks, believed only as far as it can be, and the
//! name of the request in logs, answers and the audit log.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

use super::config::{Config, ForwardedHeader};
use super::network::Network;
use super::state;

/// The name of a request, in and out.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// From where something is asked. Jobs and the command line have neither address nor request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// The address of the visitor, behind the proxies we trust.
    pub address: Option<IpAddr>,
    /// The request.
    pub request: Option<String>,
}

tokio::task_local! {
    static CALLER: Caller;
}

/// From where the request comes that is worked on at present. What a request starts in a task of its own
/// has none any more.
pub fn current() -> Caller {
    CALLER.try_with(Clone::clone).unwrap_or_default()
}

/// Middleware, outermost: finds out from where the request comes, and gives it a name.
pub async fn layer(
    State(state): State<state::State>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let trusted = peer.is_some_and(|peer| is_trusted(&state.config, peer));
    let address = peer.map(|peer| client(&state.config, peer, request.headers()));
    // A name that a visitor makes up could be one that is in the logs already, or a wall of text.
    let given = request.headers().get(REQUEST_ID).filter(|_| trusted);
    let given = given.and_then(|id| Some(id.to_str().ok()?.to_owned()));
    let id = given.filter(|id| is_name(id)).unwrap_or_else(|| Uuid::now_v7().to_string());
    if let Ok(value) = HeaderValue::from_str(&id) {
        request.headers_mut().insert(REQUEST_ID, value);
    }
    let caller = Caller { address, request: Some(id) };
    CALLER.scope(caller, next.run(request)).await
}

/// The network that counts as one visitor: the address, or in IPv6 its /64, which is what one line gets.
pub fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from(u128::from(address) & !u128::from(u64::MAX)))
        }
        address => address,
    }
}

/// Whether this is a proxy whose headers are believed.
pub fn is_trusted(config: &Config, peer: IpAddr) -> bool {
    config.trusted_proxies.0.iter().any(|network| network.contains(peer))
}

/// The visitor behind `peer`: read from the right, the first address that is not a proxy of ours. What
/// stands further left, anyone may have written.
fn client(config: &Config, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let proxies: &[Network] = &config.trusted_proxies.0;
    let mut client = peer.to_canonical();
    if !is_trusted(config, client) {
        return client;
    }
    let hops = match config.forwarded_header {
        ForwardedHeader::XForwardedFor => hops(headers, "x-forwarded-for", address),
        ForwardedHeader::Forwarded => hops(headers, "forwarded", forwarded_for),
    };
    for hop in hops.into_iter().rev() {
        // What cannot be read ends the chain at the last proxy that could.
        let Some(hop) = hop else { return client };
        client = hop.to_canonical();
        if !proxies.iter().any(|network| network.contains(client)) {
            return client;
        }
    }
    client
}

/// Every hop that the headers of this name list, from left to right.
fn hops(headers: &HeaderMap, name: &str, read: fn(&str) -> Option<IpAddr>) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(name).iter();
    lines
        .flat_map(|line| line.to_str().unwrap_or("unreadable").split(','))
        .map(|hop| read(hop.trim()))
        .collect()
}

/// `for=` of one element of a Forwarded header (RFC 7239).
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let (_, value) = element
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    address(value.trim_matches('"'))
}

/// An address with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let inner = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    if let Some((address, _port)) = inner {
        return address.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// Something that may stand in a log: letters, digits and hyphens, not many.
fn is_name(text: &str) -> bool {
    (8..=64).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn from(settings: &[(&str, &str)], peer: &str, headers: &[(&'static str, &str)]) -> String {
        let values = settings.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        let config = Config::read(&values.collect::<BTreeMap<_, _>>()).unwrap();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        client(&config, peer.parse().unwrap(), &map).to_string()
    }

    const PROXIES: (&str, &str) = ("PROLETTO_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8");
    const FORWARDED: (&str, &str) = ("PROLETTO_FORWARDED_HEADER", "forwarded");

    #[test]
    fn nobody_is_believed_unless_it_is_said_who() {
        let header = [("x-forwarded-for", "198.51.100.7")];
        assert_eq!(from(&[], "127.0.0.1", &header), "127.0.0.1");
        assert_eq!(from(&[PROXIES], "203.0.113.9", &header), "203.0.113.9");
    }

    #[test]
    fn the_rightmost_address_that_is_no_proxy_counts() {
        let believed = |headers: &[(&'static str, &str)]| from(&[PROXIES], "127.0.0.1", headers);
        assert_eq!(believed(&[("x-forwarded-for", "198.51.100.7")]), "198.51.100.7");
        let forged = [("x-forwarded-for", "1.2.3.4, 198.51.100.7, 10.1.1.1")];
        assert_eq!(believed(&forged), "198.51.100.7");
        let lines = [("x-forwarded-for", "1.2.3.4"), ("x-forwarded-for", "198.51.100.7:4711")];
        assert_eq!(believed(&lines), "198.51.100.7");
        assert_eq!(believed(&[("x-forwarded-for", "1.2.3.4, nonsense, 10.1.1.1")]), "10.1.1.1");
        assert_eq!(believed(&[("x-forwarded-for", "::ffff:198.51.100.7")]), "198.51.100.7");
        // The other header, which this proxy may pass on as it came, is not looked at.
        assert_eq!(believed(&[("forwarded", "for=1.2.3.4")]), "127.0.0.1");
        assert_eq!(believed(&[]), "127.0.0.1");
    }

    #[test]
    fn forwarded_is_read_where_it_is_the_header_that_counts() {
        let believed = |line: &str| from(&[PROXIES, FORWARDED], "10.0.0.2", &[("forwarded", line)]);
        assert_eq!(believed("for=1.2.3.4, For=\"[2001:db8::7]:80\";proto=https"), "2001:db8::7");
        assert_eq!(believed("for=198.51.100.7;by=10.0.0.3, for=10.0.0.4"), "198.51.100.7");
        assert_eq!(believed("for=_hidden"), "10.0.0.2");
    }

    #[test]
    fn a_line_of_ipv6_is_one_visitor() {
        let net = |text: &str| network_of(text.parse().unwrap()).to_string();
        assert_eq!(net("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(net("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(net("192.0.2.1"), "192.0.2.1");
    }
}
