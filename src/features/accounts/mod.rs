//! Who someone is: accounts, passwords, signing in and out, roles.
//!
//! A signed-in person is a [`Visitor`](crate::platform::visitor::Visitor) in the request; [`recognise`]
//! puts them there. Accounts are rows in `users`; a session row holds whose it is.

mod attempts;
mod model;
mod pages;
mod passwords;
mod queries;
mod recognise;
mod routes;
mod staff;

pub use model::{Email, Name, Password};
pub use queries::{Account, by_id};
pub use recognise::recognise;
pub use routes::{SignIn, SignOut, SignUp, public};
pub use staff::{create, list, set_role};
