//! The edge: what stands between the network and the router, and holds without any room's help.
//!
//! A request's head is looked at byte by byte before the HTTP library reads it ([`Wire`]), a connection
//! that only waits makes room for one that asks ([`Peers`]), the host must be one of ours ([`hosts`]),
//! a body is there before it is worked on ([`receive`]), there are no more requests at once than can be
//! worked on ([`shed`]), and every answer carries the headers that tell browsers what it may not do
//! ([`headers`]). What headers alone decide is decided by them ([`guard`]).

mod chunks;
pub mod guard;
mod head;
pub mod headers;
pub mod hosts;
mod peers;
pub mod receive;
pub mod shed;
mod until;
mod wire;

pub use head::Refusal;
pub use peers::{Peers, Seat};
pub use until::Until;
pub use wire::{Verdicts, Wire};
