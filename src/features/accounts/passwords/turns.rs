//! Turns at hashing. Each hash takes its memory and a core, so that only a few are made at once, and a
//! flood of guesses would keep everybody waiting behind it. Therefore each network has its own queue, and the
//! queues are served one after the other; and those who come from where their account was signed in from before
//! have queues of their own, of which one is served for each of the others.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// Who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Somebody who was let in from there before.
    Known,
    /// Anybody.
    Other,
}

/// Turns to be had.
#[derive(Clone, Debug)]
pub struct Turns(Arc<Mutex<Inner>>);

/// A turn; dropping it passes it on.
#[derive(Debug)]
struct Turn(Option<Turns>);

#[derive(Debug)]
struct Inner {
    free: usize,
    known: Queues,
    others: Queues,
    /// Whose turn it is where both wait.
    next: Lane,
}

/// A queue a network, and in which order they are served.
#[derive(Debug, Default)]
struct Queues {
    order: VecDeque<Option<IpAddr>>,
    waiting: HashMap<Option<IpAddr>, VecDeque<oneshot::Sender<Turn>>>,
}

impl Turns {
    /// So many at once.
    pub fn new(many: usize) -> Self {
        let (known, others) = (Queues::default(), Queues::default());
        Self(Arc::new(Mutex::new(Inner { free: many, known, others, next: Lane::Known })))
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// Never, as long as turns are passed on.
    async fn take(
        &self,
        lane: Lane,
        address: Option<IpAddr>,
    ) -> Result<Turn, oneshot::error::RecvError> {
        let waiting = {
            let mut inner = self.lock();
            if inner.free > 0 {
                inner.free -= 1;
                return Ok(Turn(Some(self.clone())));
            }
            let (sender, receiver) = oneshot::channel();
            let queues = match lane {
                Lane::Known => &mut inner.known,
                Lane::Other => &mut inner.others,
            };
            queues.push(address.map(network), sender);
            receiver
        };
        waiting.await
    }

    /// Waits for a turn and does a work that blocks. The turn is held until the work is done, also where whoever
    /// asked for it has left meanwhile: the work goes on, and takes its memory.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        address: Option<IpAddr>,
        work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let turn = self.take(lane, address).await?;
        let held = move || {
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(held).await?
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(turns) = self.0.take() else { return };
        loop {
            let mut inner = turns.lock();
            let Some(next) = inner.pop() else {
                inner.free += 1;
                return;
            };
            drop(inner);
            match next.send(Turn(Some(turns.clone()))) {
                Ok(()) => return,
                // They left; the next one gets it.
                Err(mut turn) => turn.0 = None,
            }
        }
    }
}

impl Inner {
    fn pop(&mut self) -> Option<oneshot::Sender<Turn>> {
        let (first, second) = match self.next {
            Lane::Known => (&mut self.known, &mut self.others),
            Lane::Other => (&mut self.others, &mut self.known),
        };
        let next = first.pop().or_else(|| second.pop());
        self.next = match self.next {
            Lane::Known => Lane::Other,
            Lane::Other => Lane::Known,
        };
        next
    }
}

impl Queues {
    fn push(&mut self, network: Option<IpAddr>, sender: oneshot::Sender<Turn>) {
        let queue = self.waiting.entry(network).or_default();
        if queue.is_empty() {
            self.order.push_back(network);
        }
        queue.push_back(sender);
    }

    fn pop(&mut self) -> Option<oneshot::Sender<Turn>> {
        let network = self.order.pop_front()?;
        let queue = self.waiting.get_mut(&network)?;
        let sender = queue.pop_front();
        if queue.is_empty() {
            self.waiting.remove(&network);
        } else {
            self.order.push_back(network);
        }
        sender
    }
}

/// What one sender of many requests has: in IPv6 a /48, in IPv4 a /24.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            IpAddr::from([a, b, c, 0])
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use futures::future::join_all;

    use super::*;

    /// Lets all of these wait for one turn, in this order, and says in which order they got it.
    async fn served(waiting: &[(Lane, &str)]) -> Vec<usize> {
        let turns = Turns::new(1);
        let first = turns.take(Lane::Other, None).await.unwrap();
        let served = RefCell::new(Vec::new());
        let (turns, served_by) = (&turns, &served);
        let all = waiting.iter().enumerate().map(|(n, (lane, address))| async move {
            let turn = turns.take(*lane, Some(address.parse().unwrap())).await.unwrap();
            served_by.borrow_mut().push(n);
            tokio::task::yield_now().await;
            drop(turn);
        });
        let go = async {
            tokio::task::yield_now().await;
            drop(first);
        };
        futures::join!(join_all(all), go);
        served.into_inner()
    }

    #[tokio::test]
    async fn a_flood_keeps_nobody_waiting_who_comes_from_elsewhere() {
        // From many addresses of two networks, and then somebody from a third.
        let mut waiting: Vec<(Lane, String)> = (0..40)
            .map(|n| format!("2001:db8:{}:{n}::1", n % 2 + 1))
            .map(|address| (Lane::Other, address))
            .collect();
        waiting.push((Lane::Other, "203.0.113.7".into()));
        waiting.push((Lane::Known, "2001:db8:1:77::1".into()));
        let waiting: Vec<(Lane, &str)> = waiting.iter().map(|(lane, at)| (*lane, &**at)).collect();
        let order = served(&waiting).await;
        assert_eq!(order.len(), waiting.len(), "everybody is served: {order:?}");
        let place = |n| order.iter().position(|one| *one == n).unwrap();
        assert!(place(40) <= 3, "{order:?}");
        assert_eq!(
            place(41),
            0,
            "from the flood's own network, and let in there before: {order:?}"
        );
        assert!(place(0) < place(2) && place(2) < place(38), "in the order they came: {order:?}");
    }

    #[tokio::test]
    async fn whoever_leaves_in_the_middle_holds_the_turn_until_the_work_is_done() {
        let turns = Turns::new(1);
        let (finish, until) = std::sync::mpsc::channel::<()>();
        let mut asked = Box::pin(turns.run(Lane::Other, None, move || Ok(until.recv()?)));
        assert!(futures::poll!(&mut asked).is_pending());
        drop(asked);
        let mut next = Box::pin(turns.take(Lane::Other, None));
        assert!(futures::poll!(&mut next).is_pending(), "the work goes on");
        finish.send(()).unwrap();
        drop(next.await.unwrap());
    }

    #[tokio::test]
    async fn a_turn_of_somebody_who_left_goes_to_the_next() {
        let turns = Turns::new(1);
        let first = turns.take(Lane::Other, None).await.unwrap();
        let mut left = Box::pin(turns.take(Lane::Known, None));
        let mut stays = Box::pin(turns.take(Lane::Other, None));
        assert!(futures::poll!(&mut left).is_pending());
        assert!(futures::poll!(&mut stays).is_pending());
        drop(left);
        drop(first);
        drop(stays.await.unwrap());
        // Given, and not taken.
        let held = turns.take(Lane::Other, None).await.unwrap();
        let mut late = Box::pin(turns.take(Lane::Other, None));
        assert!(futures::poll!(&mut late).is_pending());
        drop(held);
        drop(late);
        turns.take(Lane::Known, None).await.unwrap();
    }
}
