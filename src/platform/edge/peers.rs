//! Who is connected. A connection that only waits (has sent no whole request yet, or none again) makes
//! room for a new one when there are too many, the longest-waiting first: a thousand that send nothing
//! keep nobody out, not even others at the same address.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::sync::CancellationToken;

use crate::platform::caller::{is_trusted, network_of};
use crate::platform::config::Config;

/// All connections.
#[derive(Clone, Debug)]
pub struct Peers(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// The most in all.
    most: usize,
    /// The most of one address.
    each: usize,
    /// Moments are counted, not timed.
    moment: AtomicU64,
    seats: Mutex<BTreeMap<u64, Arc<Held>>>,
}

#[derive(Debug)]
struct Held {
    network: IpAddr,
    /// Since which moment it waits; 0: a request of it is worked on.
    waits_since: AtomicU64,
    leave: CancellationToken,
}

/// A connection's place. Given back when it is dropped.
#[derive(Clone, Debug)]
pub struct Seat {
    place: Arc<Place>,
}

#[derive(Debug)]
struct Place {
    number: u64,
    held: Arc<Held>,
    peers: Peers,
}

/// A request of a connection that is worked on.
#[derive(Debug)]
pub struct AtWork(Seat);

impl Peers {
    /// Nobody is connected yet.
    pub fn new(config: &Config) -> Self {
        let (most, each) = (config.max_connections.max(1), config.connections_per_address.max(1));
        let (moment, seats) = (AtomicU64::new(1), Mutex::default());
        Self(Arc::new(Inner { most, each, moment, seats }))
    }

    /// Makes room for a connection. `None`: there are too many, and all of them are being worked on.
    /// Proxies of ours speak for many, and are not counted one by one.
    pub fn admit(&self, config: &Config, address: IpAddr) -> Option<Seat> {
        let network = network_of(address);
        let mut seats = self.0.seats.lock().unwrap_or_else(PoisonError::into_inner);
        let same = seats.values().filter(|held| held.network == network).count();
        if same >= self.0.each && !is_trusted(config, address) {
            make_room(&mut seats, |held| held.network == network)?;
        }
        if seats.len() >= self.0.most {
            make_room(&mut seats, |_| true)?;
        }
        let number = self.now();
        let waits_since = AtomicU64::new(number);
        let held = Arc::new(Held { network, waits_since, leave: CancellationToken::new() });
        seats.insert(number, held.clone());
        drop(seats);
        Some(Seat { place: Arc::new(Place { number, held, peers: self.clone() }) })
    }

    fn now(&self) -> u64 {
        self.0.moment.fetch_add(1, Ordering::Relaxed)
    }
}

/// Sends the one away that waits the longest, of those that count. `None`: none of them waits.
fn make_room(seats: &mut BTreeMap<u64, Arc<Held>>, counts: impl Fn(&Held) -> bool) -> Option<()> {
    let waiting = seats.iter().filter(|(_, held)| counts(held));
    let waiting = waiting.map(|(number, held)| (held.waits_since.load(Ordering::Relaxed), *number));
    let (_, longest) = waiting.filter(|(since, _)| *since > 0).min()?;
    let held = seats.remove(&longest)?;
    held.leave.cancel();
    Some(())
}

impl Seat {
    /// Comes back when the seat is needed for somebody else.
    pub async fn needed(&self) {
        self.place.held.leave.cancelled().await;
    }

    /// A request has arrived and is worked on until the returned value is dropped.
    pub fn work(&self) -> AtWork {
        self.place.held.waits_since.store(0, Ordering::Relaxed);
        AtWork(self.clone())
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        let place = &self.0.place;
        place.held.waits_since.store(place.peers.now(), Ordering::Relaxed);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut seats = self.peers.0.seats.lock().unwrap_or_else(PoisonError::into_inner);
        seats.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peers(config: &str) -> (Peers, Config) {
        let pairs = config.split(' ').filter_map(|pair| pair.split_once('='));
        let values = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let config = Config::read(&values).unwrap();
        (Peers::new(&config), config)
    }

    fn left(seat: &Seat) -> bool {
        seat.place.held.leave.is_cancelled()
    }

    #[test]
    fn whoever_waits_the_longest_makes_room() {
        let (peers, config) =
            peers("PROLETTO_CONNECTIONS_PER_ADDRESS=2 PROLETTO_MAX_CONNECTIONS=3");
        let (here, there) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let first = peers.admit(&config, here).unwrap();
        let second = peers.admit(&config, here).unwrap();
        let work = first.work();
        let third = peers.admit(&config, here).unwrap();
        assert!(!left(&first) && left(&second) && !left(&third), "the first is at work");
        drop(work);
        let other = peers.admit(&config, there).unwrap();
        let another = peers.admit(&config, there).unwrap();
        assert!(left(&third) && !left(&first), "the first has waited for less long");
        let works = [&first, &other, &another].map(Seat::work);
        assert!(peers.admit(&config, there).is_none(), "all are at work");
        drop(works);
        assert!(peers.admit(&config, there).is_some());
    }

    #[test]
    fn a_proxy_of_ours_speaks_for_many() {
        let (peers, config) =
            peers("PROLETTO_CONNECTIONS_PER_ADDRESS=1 PROLETTO_TRUSTED_PROXIES=192.0.2.1");
        let proxy = "192.0.2.1".parse().unwrap();
        let seats: Vec<Seat> = (0..20).map(|_| peers.admit(&config, proxy).unwrap()).collect();
        assert!(!seats.iter().any(left));
        drop(seats);
        assert!(peers.0.seats.lock().unwrap().is_empty(), "seats are given back");
    }
}
