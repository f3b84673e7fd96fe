//! The edge: what stands between the network and the router, and holds without any room's help.
//!
//! A request's head is looked at byte by byte before the HTTP library reads it ([`Wire`]), a connection
//! that only waits makes room for one that asks ([`Peers`]), the host must be one of ours ([`hosts`]),
//! what a request sends is waited for before it is worked on ([`arrived`]), there are no more of them at once
//! than can be ([`shed`]), and every answer carries the
//! headers that tell browsers what it may not do ([`headers`]). What headers alone decide is decided
//! by them ([`guard`]).

mod arrival;
mod chunks;
pub mod guard;
mod head;
pub mod headers;
pub mod hosts;
mod peers;
pub mod shed;
mod until;
mod wire;

pub use arrival::arrived;
pub use head::Refusal;
pub use peers::{Peers, Seat};
pub use until::Until;
pub use wire::{Verdicts, Wire};
