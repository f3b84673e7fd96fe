//! That a visitor has shown who they are a short while ago: asked for before what would lock the owner
//! out if somebody else did it at an unlocked screen.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::platform::config::Config;
use crate::platform::error::Error;
use crate::platform::session::SignIn;
use crate::platform::state::State;

/// The visitor's sign-in is fresh. Where it is not, they are asked to show who they are, and come back.
#[derive(Clone, Debug)]
pub struct Fresh;

/// Whether this sign-in is fresh.
fn is_fresh(sign_in: &SignIn, config: &Config, now: DateTime<Utc>) -> bool {
    now - sign_in.proved_at < TimeDelta::minutes(i64::from(config.fresh_minutes))
}

impl FromRequestParts<State> for Fresh {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Response> {
        let Some(sign_in) = parts.extensions.get::<SignIn>() else {
            return Err(Error::Unauthenticated.into_response());
        };
        if is_fresh(sign_in, &state.config, state.clock.now()) {
            return Ok(Self);
        }
        let uri: &Uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |uri| &uri.0);
        // What was sent is not kept; its page is shown again.
        let next = match parts.method {
            Method::GET => uri.to_string(),
            _ => "/account".to_owned(),
        };
        let next = utf8_percent_encode(&next, NON_ALPHANUMERIC);
        Err(Redirect::to(&format!("/account/confirm?next={next}")).into_response())
    }
}
