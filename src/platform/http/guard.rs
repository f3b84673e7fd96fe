//! The guard before every connection: what may be asked at all, and where a name may lead.

use std::error::Error;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::address::is_public;
use super::{AllowList, FetchError};

/// Which of the two clients goes to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Names are resolved by [`GuardedResolver`].
    Guarded,
    /// The allow list names this host and port: resolved as the system does.
    Allowed,
}

/// Judges what can be judged without resolving a name.
///
/// # Errors
/// The address is not for the web, carries credentials, names a port on which no web server belongs,
/// or is itself a private IP address.
pub(super) fn check(url: &Url, allowed: &AllowList, proxied: bool) -> Result<Way, FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::NotWeb { scheme: url.scheme().to_owned() });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::Credentials);
    }
    if allowed.has_place(url) {
        return Ok(Way::Allowed);
    }
    // Ports below 1024 belong to mail, files and the like: a web address there is an attack on them.
    if let Some(port) = url.port()
        && port < 1024
    {
        return Err(FetchError::Port { port });
    }
    let private = match url.host() {
        None => return Err(FetchError::NoSuchHost { host: String::new() }),
        Some(Host::Ipv4(v4)) => is_private(IpAddr::V4(v4), allowed),
        Some(Host::Ipv6(v6)) => is_private(IpAddr::V6(v6), allowed),
        // A proxy would resolve these inside its own network.
        Some(Host::Domain(name)) => proxied && is_local_name(name),
    };
    if private {
        return Err(FetchError::Private { host: url.host_str().unwrap_or_default().to_owned() });
    }
    Ok(Way::Guarded)
}

/// Whether an address can be one of the public web, judged without asking anybody: what it names is not a
/// private network, this machine, a file or a script, and it carries no password.
pub fn may_be_public(url: &Url, allowed: &AllowList) -> bool {
    check(url, allowed, true).is_ok()
}

fn is_private(address: IpAddr, allowed: &AllowList) -> bool {
    !is_public(address) && !allowed.has_address(address)
}

fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or(name);
    !name.contains('.') || matches!(last, "localhost" | "local" | "internal" | "lan" | "intranet")
}

/// Resolves as the system does and drops private addresses. The connection is made to exactly what
/// is returned here, so a name cannot change its mind between the check and the connection.
#[derive(Clone, Debug)]
pub(super) struct GuardedResolver {
    pub allowed: Arc<AllowList>,
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = Arc::clone(&self.allowed);
        Box::pin(async move {
            // The port is replaced by the one in the address.
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let some_found = !found.is_empty();
            let open: Vec<SocketAddr> =
                found.into_iter().filter(|a| !is_private(a.ip(), &allowed)).collect();
            if some_found && open.is_empty() {
                return Err(PrivateAddress.into());
            }
            let open: Addrs = Box::new(open.into_iter());
            Ok(open)
        })
    }
}

/// A name led only to private addresses. Found again in the error of the connection.
#[derive(Debug)]
pub(super) struct PrivateAddress;

impl fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name leads to a private address")
    }
}

impl Error for PrivateAddress {}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(url: &str) -> Result<Way, FetchError> {
        check(&Url::parse(url).unwrap(), &"127.0.0.1:8080".parse().unwrap(), false)
    }

    #[test]
    fn addresses_that_are_not_for_the_web_are_refused() {
        assert!(matches!(judged("ftp://arts.example/"), Err(FetchError::NotWeb { .. })));
        assert!(matches!(judged("file:///etc/passwd"), Err(FetchError::NotWeb { .. })));
        assert!(matches!(judged("https://ada@arts.example/"), Err(FetchError::Credentials)));
        assert!(matches!(judged("https://:x@arts.example/"), Err(FetchError::Credentials)));
        assert!(matches!(judged("http://arts.example:25/"), Err(FetchError::Port { port: 25 })));
        assert_eq!(judged("http://arts.example:8000/").unwrap(), Way::Guarded);
    }

    #[test]
    fn a_private_address_is_refused_in_every_spelling() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://017700000001/",
            "http://0/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://127.0.0.1:8081/",
            "http://１２７.0.0.1/",
        ] {
            assert!(matches!(judged(url), Err(FetchError::Private { .. })), "{url}");
        }
        assert_eq!(judged("http://127.0.0.1:8080/").unwrap(), Way::Allowed);
    }

    #[test]
    fn behind_a_proxy_local_names_are_refused_by_name() {
        let check = |url: &str| check(&Url::parse(url).unwrap(), &AllowList::default(), true);
        for url in ["http://localhost/", "http://db/", "http://metadata.google.internal./"] {
            assert!(matches!(check(url), Err(FetchError::Private { .. })), "{url}");
        }
        assert_eq!(check("http://arts.example/").unwrap(), Way::Guarded);
    }
}
