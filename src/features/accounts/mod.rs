//! Who someone is: accounts, passwords, signing in and out, roles.
//!
//! A signed-in person is a [`Visitor`](crate::platform::visitor::Visitor) in the request; [`recognise`]
//! puts them there. Accounts are rows in `users`, and there is none whose address was not proved: whoever
//! signs up chooses name and password behind a link in a letter. A folder a noun: [`passwords`],
//! [`tickets`] (what stands in those links), [`letters`], [`sessions`], [`identities`] (accounts at other
//! sites), [`factors`] (authenticator apps and passkeys), [`tokens`] of programs.

mod attempts;
mod entrance;
mod factors;
mod identities;
mod jobs;
mod letters;
mod model;
mod pages;
mod passwords;
mod queries;
mod recognise;
mod routes;
mod sessions;
mod staff;
mod tickets;
mod tokens;

pub use factors::SECRET as AUTHENTICATOR_SECRET;
pub use identities::Issuers;
pub use jobs::SWEEP;
pub use model::{Email, Name, Proved};
pub use passwords::{Password, check_cost};
pub use queries::{Listed, by_id};
pub use recognise::{recognise, staff_only};
pub use routes::{
    Account, AccountTokens, AddPasskey, BeginPasskey, CancelEmail, ChangeEmail, ChangeName,
    ChangePassword, Confirm, ConfirmByPasskey, ConfirmElsewhere, ConfirmEmail, Connect, Disconnect,
    EndProgram, EndSession, EndSessions, EnterByPasskey, EnterCode, FinishPasskey, Forgot,
    FromElsewhere, Invitations, JoinElsewhere, RecoveryCodes, RemovePasskey, Reset,
    RevokeInvitation, RevokeToken, SignIn, SignOut, SignUp, SignUpFinish, ToElsewhere, TwoStep,
    TwoStepOff, TwoStepSquare, members, public, staff as staff_routes,
};
pub use sessions::Fresh;
pub use staff::{create, invite, list, set_password, set_role};
pub use tokens::{
    Granted, PRIVATE_KEY, ROTATE_KEYS, Scope, account_api, by_token, email_of, sweep_tokens,
    tokens_api,
};
