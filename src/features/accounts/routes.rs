//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;
use uuid::Uuid;

use super::pages::{
    account, code, confirm, elsewhere, email, forgot, invitations, name, passkeys, password, reset,
    sessions, sign_in, sign_out, sign_up, sign_up_finish, tokens, two_step,
};
use crate::platform::state::State;

/// Signing in.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-in")]
pub struct SignIn;

/// Creating an account.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-up")]
pub struct SignUp;

/// Signing out.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-out")]
pub struct SignOut;

/// The rest of creating an account, behind the link in a letter.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-up/finish")]
pub struct SignUpFinish;

/// A forgotten password.
#[derive(TypedPath, Deserialize)]
#[typed_path("/password/forgot")]
pub struct Forgot;

/// A new password, behind the link in a letter.
#[derive(TypedPath, Deserialize)]
#[typed_path("/password/reset")]
pub struct Reset;

/// A new address, behind the link in a letter.
#[derive(TypedPath, Deserialize)]
#[typed_path("/email/confirm")]
pub struct ConfirmEmail;

/// Leaves for another site, to sign in by it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-in/with/{issuer}", rejection(crate::platform::error::Error))]
pub struct ToElsewhere {
    /// Which.
    pub issuer: String,
}

/// Comes back from another site.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-in/with/{issuer}/back", rejection(crate::platform::error::Error))]
pub struct FromElsewhere {
    /// Which.
    pub issuer: String,
}

/// Leaves for another site, to make an account behind a letter's link.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-up/with/{issuer}", rejection(crate::platform::error::Error))]
pub struct JoinElsewhere {
    /// Which.
    pub issuer: String,
}

/// Leaves for another site, to connect the account there.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/connect/{issuer}", rejection(crate::platform::error::Error))]
pub struct Connect {
    /// Which.
    pub issuer: String,
}

/// Takes the connection with another site apart.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/disconnect/{issuer}", rejection(crate::platform::error::Error))]
pub struct Disconnect {
    /// Which.
    pub issuer: String,
}

/// Leaves for another site, to show again who one is.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/confirm/with/{issuer}", rejection(crate::platform::error::Error))]
pub struct ConfirmElsewhere {
    /// Which.
    pub issuer: String,
}

/// The code that guards an account.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-in/code")]
pub struct EnterCode;

/// Asks a browser for a passkey.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-in/passkey/begin")]
pub struct BeginPasskey;

/// Signing in with a passkey.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-in/passkey")]
pub struct EnterByPasskey;

/// Showing again who one is, with a passkey.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/confirm/passkey")]
pub struct ConfirmByPasskey;

/// Asks a browser to make a passkey.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/passkeys/begin")]
pub struct AddPasskey;

/// Keeps the passkey that it made.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/passkeys")]
pub struct FinishPasskey;

/// Removes a passkey.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/passkeys/{id}/remove", rejection(crate::platform::error::Error))]
pub struct RemovePasskey {
    /// Which.
    pub id: Uuid,
}

/// An authenticator app that guards the account.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/two-step")]
pub struct TwoStep;

/// The square that the app photographs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/two-step/square.svg")]
pub struct TwoStepSquare;

/// No app guards the account any more.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/two-step/off")]
pub struct TwoStepOff;

/// New recovery codes.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/two-step/codes")]
pub struct RecoveryCodes;

/// One's own account.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account")]
pub struct Account;

/// The name one goes by.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/name")]
pub struct ChangeName;

/// One's own address.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/email")]
pub struct ChangeEmail;

/// Leaves the address as it is.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/email/cancel")]
pub struct CancelEmail;

/// One's own password.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/password")]
pub struct ChangePassword;

/// Showing again who one is.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/confirm")]
pub struct Confirm;

/// Ends one sign-in.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/sessions/{handle}/end", rejection(crate::platform::error::Error))]
pub struct EndSession {
    /// Which.
    pub handle: Uuid,
}

/// Ends every sign-in.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/sessions/end")]
pub struct EndSessions;

/// Tokens for one's own programs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/tokens")]
pub struct AccountTokens;

/// Revoking one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/tokens/{id}/revoke", rejection(crate::platform::error::Error))]
pub struct RevokeToken {
    /// The token.
    pub id: Uuid,
}

/// Signing a program out.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/programs/{id}/end", rejection(crate::platform::error::Error))]
pub struct EndProgram {
    /// Its sign-in.
    pub id: Uuid,
}

/// Invitations, for the staff.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/invitations")]
pub struct Invitations;

/// Takes one back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/invitations/revoke")]
pub struct RevokeInvitation;

/// Open to everyone.
pub fn public() -> Router<State> {
    Router::new()
        .typed_get(sign_in::show)
        .typed_post(sign_in::submit)
        .typed_get(sign_up::show)
        .typed_post(sign_up::submit)
        .typed_get(sign_up_finish::show)
        .typed_post(sign_up_finish::submit)
        .typed_post(sign_out::submit)
        .typed_get(forgot::show)
        .typed_post(forgot::submit)
        .typed_get(reset::show)
        .typed_post(reset::submit)
        .typed_get(email::open)
        .typed_post(email::confirm)
        .typed_get(code::show)
        .typed_post(code::submit)
        .typed_post(passkeys::begin)
        .typed_post(passkeys::enter)
        .typed_get(elsewhere::sign_in)
        .typed_get(elsewhere::join)
        .typed_get(elsewhere::back)
}

/// Open to those who are signed in.
pub fn members() -> Router<State> {
    Router::new()
        .typed_get(account::show)
        .typed_get(name::show)
        .typed_post(name::submit)
        .typed_get(email::show)
        .typed_post(email::submit)
        .typed_post(email::cancel)
        .typed_get(password::show)
        .typed_post(password::submit)
        .typed_get(confirm::show)
        .typed_post(confirm::submit)
        .typed_post(passkeys::confirm)
        .typed_post(passkeys::begin_adding)
        .typed_post(passkeys::add)
        .typed_post(passkeys::remove)
        .typed_get(two_step::show)
        .typed_post(two_step::submit)
        .typed_get(two_step::square)
        .typed_post(two_step::switch_off)
        .typed_post(two_step::new_codes)
        .typed_get(elsewhere::connect)
        .typed_get(elsewhere::confirm)
        .typed_post(elsewhere::disconnect)
        .typed_post(sessions::end)
        .typed_post(sessions::end_all)
        .typed_get(tokens::show)
        .typed_post(tokens::make)
        .typed_post(tokens::revoke)
        .typed_post(tokens::end)
}

/// Open to admins.
pub fn staff() -> Router<State> {
    Router::new()
        .typed_get(invitations::show)
        .typed_post(invitations::invite)
        .typed_post(invitations::revoke)
}
