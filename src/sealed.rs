//! Every column that is sealed (see [`platform::secrets`](crate::platform::secrets)), for
//! `proletto secrets rotate`.

use crate::features::{accounts, profiles};
use crate::platform::outbox;
use crate::platform::secrets::Column;

/// The columns.
pub const SEALED: &[Column] = &[
    accounts::PRIVATE_KEY,
    accounts::AUTHENTICATOR_SECRET,
    profiles::IDENTITY_FACTS,
    outbox::WORDS,
];
