//! Which addresses are private, and which of them are allowed all the same.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use url::{Host, Url};

use crate::platform::network::Network;

/// What is not the public internet (IANA special-purpose registry), and the one public address that
/// is a cloud's metadata service. The other metadata services lie in the ranges.
const PRIVATE_V4: [Network; 16] = [
    Network::v4([0, 0, 0, 0], 8),        // this host
    Network::v4([10, 0, 0, 0], 8),       // private
    Network::v4([100, 64, 0, 0], 10),    // carrier-grade NAT
    Network::v4([127, 0, 0, 0], 8),      // loopback
    Network::v4([168, 63, 129, 16], 32), // Azure's metadata
    Network::v4([169, 254, 0, 0], 16),   // link-local, most metadata services
    Network::v4([172, 16, 0, 0], 12),    // private
    Network::v4([192, 0, 0, 0], 24),     // protocol assignments
    Network::v4([192, 0, 2, 0], 24),     // documentation
    Network::v4([192, 88, 99, 0], 24),   // 6to4 relays
    Network::v4([192, 168, 0, 0], 16),   // private
    Network::v4([198, 18, 0, 0], 15),    // benchmarks
    Network::v4([198, 51, 100, 0], 24),  // documentation
    Network::v4([203, 0, 113, 0], 24),   // documentation
    Network::v4([224, 0, 0, 0], 4),      // multicast
    Network::v4([240, 0, 0, 0], 4),      // reserved, broadcast
];

/// The public part of IPv6 is `2000::/3`; within it these are not places to visit.
const PUBLIC_V6: Network = Network::v6([0x2000, 0, 0], 3);
const PRIVATE_V6: [Network; 4] = [
    Network::v6([0x2001, 0, 0], 23),     // protocol assignments, Teredo
    Network::v6([0x2001, 0xdb8, 0], 32), // documentation
    Network::v6([0x2002, 0, 0], 16),     // 6to4, which wraps any IPv4 address
    Network::v6([0x3fff, 0, 0], 20),     // documentation
];

/// NAT64: the last 32 bits are the IPv4 address that is really reached.
const NAT64: Network = Network::v6([0x64, 0xff9b, 0], 96);

/// Whether an address is on the public internet. IPv4 inside IPv6 (mapped, NAT64) is judged as IPv4.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(_) => !PRIVATE_V4.iter().any(|range| range.contains(address)),
        IpAddr::V6(v6) => match embedded_v4(v6) {
            Some(v4) => is_public(IpAddr::V4(v4)),
            None => {
                PUBLIC_V6.contains(address)
                    && !PRIVATE_V6.iter().any(|range| range.contains(address))
            }
        },
    }
}

fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    address.to_ipv4_mapped().or_else(|| {
        let [.., a, b, c, d] = address.octets();
        NAT64.contains(IpAddr::V6(address)).then(|| Ipv4Addr::new(a, b, c, d))
    })
}

/// Private addresses that may be visited: ranges on any port, or one host on one port.
///
/// Written as a list with commas: `10.1.0.0/16, 127.0.0.1:8080, [::1]:8080, localhost:8080`. A host
/// is meant literally: `127.0.0.1:8080` does not allow `localhost:8080`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowList {
    ranges: Vec<Network>,
    places: Vec<(String, u16)>,
}

impl AllowList {
    /// Also allows one host on one port, as an address bar would show the host.
    #[must_use]
    pub fn and(mut self, host: &str, port: u16) -> Self {
        self.places.push((host.to_ascii_lowercase(), port));
        self
    }

    /// Whether it opens whole networks, and not single places on this machine.
    pub fn is_wide(&self) -> bool {
        let here = |host: &str| {
            host == "localhost"
                || host.trim_matches(['[', ']']).parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
        };
        !self.ranges.is_empty() || self.places.iter().any(|(host, _)| !here(host))
    }

    pub(super) fn has_address(&self, address: IpAddr) -> bool {
        self.ranges.iter().any(|range| range.contains(address))
    }

    /// Whether exactly this host and port are named.
    pub(super) fn has_place(&self, url: &Url) -> bool {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return false;
        };
        self.places.iter().any(|(h, p)| h == host && *p == port)
    }
}

/// An entry of an allow list that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is neither a range such as 10.1.0.0/16 nor a host with its port such as 127.0.0.1:8080"
)]
pub struct BadAllowance(String);

impl FromStr for AllowList {
    type Err = BadAllowance;

    fn from_str(list: &str) -> Result<Self, BadAllowance> {
        let mut allowed = Self::default();
        for entry in list.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            if let Ok(range) = entry.parse() {
                allowed.ranges.push(range);
            } else if let Some((host, port)) = parse_place(entry) {
                allowed.places.push((host, port));
            } else {
                return Err(BadAllowance(entry.to_owned()));
            }
        }
        Ok(allowed)
    }
}

fn parse_place(entry: &str) -> Option<(String, u16)> {
    let (host, port) = entry.rsplit_once(':')?;
    let host = Host::parse(host).ok()?.to_string();
    Some((host, port.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(address: &str) -> bool {
        is_public(address.parse().unwrap())
    }

    #[test]
    fn places_on_the_internet_are_public() {
        for address in [
            "1.1.1.1",
            "93.184.216.34",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "168.63.129.17",
            "198.20.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4001::1",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
        ] {
            assert!(public(address), "{address}");
        }
    }

    #[test]
    fn whatever_is_inside_a_network_is_private() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.168.1.1",
            "198.19.255.255",
            "224.0.0.251",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1.1.1.1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
            "100::1",
        ] {
            assert!(!public(address), "{address}");
        }
    }

    #[test]
    fn an_allow_list_names_ranges_and_places() {
        let list: AllowList =
            "10.1.0.0/16, 127.0.0.1:8080,[::1]:81 , Localhost:9000,fd00::/8".parse().unwrap();
        let place = |url: &str| list.has_place(&Url::parse(url).unwrap());
        assert!(place("http://127.0.0.1:8080/x"));
        assert!(place("http://0x7f.1:8080/x"), "the same address in another spelling");
        assert!(place("http://[::1]:81/"));
        assert!(place("http://localhost:9000/"));
        assert!(!place("http://localhost:8080/"));
        assert!(!place("http://127.0.0.1/"));
        assert!(list.has_address("10.1.2.3".parse().unwrap()));
        assert!(list.has_address("::ffff:10.1.2.3".parse().unwrap()));
        assert!(list.has_address("fd12::1".parse().unwrap()));
        assert!(!list.has_address("10.2.0.1".parse().unwrap()));
        let wide = |list: &str| list.parse::<AllowList>().unwrap().is_wide();
        assert!(wide("10.0.0.0/8") && wide("127.0.0.1:80,intranet:80"));
        assert!(!wide("") && !wide("127.0.0.1:8080,[::1]:81,localhost:9000"));
        assert!("0.0.0.0/0".parse::<AllowList>().unwrap().has_address("8.8.8.8".parse().unwrap()));
    }

    #[test]
    fn an_unclear_entry_is_refused_by_name() {
        for entry in ["localhost", "10.0.0.0/33", "127.0.0.1:99999", "a b:80", "fd00::/129"] {
            let error = entry.parse::<AllowList>().unwrap_err();
            assert!(error.to_string().contains(entry), "{error}");
        }
    }
}
