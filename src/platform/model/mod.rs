//! A language model behind an OpenAI-compatible address, where the operator set one up: OpenAI itself,
//! OpenRouter, a server of their own.
//!
//! Without a key there is no [`Model`], and nothing is sent to anybody. Each question is a row of the
//! [`ledger`] before it leaves, with the most it may cost, so that a program that dies in between neither
//! asks again nor forgets what it spent. What an answer says is for the rooms to check: here it is text.

mod answer;
mod budget;
mod client;
pub mod ledger;
mod trouble;

pub use answer::{Answer, Usage};
pub use budget::{Budget, Prices, Spent};
pub use client::{Model, Question};
pub use trouble::{Fault, Trouble};
