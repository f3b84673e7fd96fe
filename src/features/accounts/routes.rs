//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;
use uuid::Uuid;

use super::pages::{
    account, confirm, email, forgot, name, password, reset, sessions, sign_in, sign_out, sign_up,
    sign_up_finish, tokens,
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
        .typed_post(sessions::end)
        .typed_post(sessions::end_all)
        .typed_get(tokens::show)
        .typed_post(tokens::make)
        .typed_post(tokens::revoke)
        .typed_post(tokens::end)
}
