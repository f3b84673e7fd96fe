//! What opens or guards an account besides its password: an authenticator app with its recovery codes, and
//! passkeys.

mod authenticator;
mod passkeys;
mod qr;
mod queries;
mod recovery;

pub use authenticator::{SECRET, Setup};
pub use passkeys::{Passkey, Passkeys};
pub use qr::svg;
pub use queries::{
    Guard, add_passkey, guard, guarded, passkey, passkeys, remove_guard, remove_passkey,
    replace_codes, set_guard, use_code, use_passkey, use_step,
};
pub use recovery::{Codes, hash_of};
