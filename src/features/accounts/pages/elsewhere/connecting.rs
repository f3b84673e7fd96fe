//! Connecting an account at another site with one's own here, taking that apart, and showing there again who
//! one is.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::Back;
use crate::features::accounts::identities::{self, Person};
use crate::features::accounts::sessions::{self, Fresh};
use crate::features::accounts::{Account, Disconnect, letters, queries};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{Error, OrNotFound, Result, violated};
use crate::platform::page::flash;
use crate::platform::state::State as Proletto;
use crate::platform::visitor::{UserId, Visitor};
use crate::platform::{mail, outbox};

impl Back {
    /// Both are proved: this account by the sign-in, that one by the visit.
    pub(super) async fn connect(self, person: &Person, user: UserId) -> Result<Response> {
        let now = self.state.clock.now();
        let label = self.label(person);
        let account = queries::own(&self.state.pool, user).await?.or_not_found()?;
        let mut db = self.state.pool.begin().await?;
        sessions::hold(&mut *db, &self.session, user).await?;
        let done =
            identities::connect(&mut *db, &self.issuer, &person.subject, &label, user, now).await;
        let name = &self.issuer.name;
        match done {
            Err(error) if violated(&error) == Some("identities_pkey") => {
                let words = format!("{label} opens another account here already.");
                return Ok(self.notice("Not connected", words));
            }
            Err(error) if violated(&error) == Some("identities_one_each") => {
                let words =
                    format!("Your account is connected with another one of {name} already.");
                return Ok(self.notice("Not connected", words));
            }
            done => done?,
        }
        let what = format!("Your account can be opened with {label} now");
        let entry = Entry::new(Who::Person(user), Action::SignInMeansChanged);
        audit::write(&mut *db, entry.note("what", "connected another site"), now).await?;
        let letter = letters::changed_ways(self.state.config.base_url(), &account.email, &what)?;
        outbox::put(&mut *db, &self.state.secrets, &letter, None, now).await?;
        db.commit().await?;
        mail::deliver_soon(&self.state);
        flash(&self.session, format!("You can sign in with {label} from now on.")).await?;
        Ok(Redirect::to(&Account.to_string()).into_response())
    }

    pub(super) async fn confirm(
        self,
        person: &Person,
        user: UserId,
        next: String,
    ) -> Result<Response> {
        let known = identities::by_subject(&self.state.pool, &self.issuer, &person.subject).await?;
        if known.is_none_or(|proved| proved.user != user) {
            let words = "That is not the account there that opens yours here.";
            return Ok(self.notice("Not you?", words.into()));
        }
        sessions::refresh(&self.session, self.state.clock.now()).await?;
        Ok(Redirect::to(&next).into_response())
    }
}

pub async fn disconnect(
    Disconnect { issuer }: Disconnect,
    visitor: Visitor,
    _: Fresh,
    State(state): State<Proletto>,
    session: Session,
) -> Result<Redirect> {
    let now = state.clock.now();
    let mut db = state.pool.begin().await?;
    let account = queries::own(&mut *db, visitor.id).await?.or_not_found()?;
    let label = identities::disconnect(&mut *db, &issuer, visitor.id).await?.or_not_found()?;
    let ways = queries::other_ways(&mut *db, visitor.id).await?;
    if account.password_hash.is_none() && ways.is_empty() {
        let words = "Choose a password first: nothing else would open your account.";
        return Err(Error::InTheWay(words.into()));
    }
    let entry = Entry::new(Who::Person(visitor.id), Action::SignInMeansChanged);
    audit::write(&mut *db, entry.note("what", "disconnected another site"), now).await?;
    let what = format!("Your account cannot be opened with {label} any more");
    let letter = letters::changed_ways(state.config.base_url(), &account.email, &what)?;
    outbox::put(&mut *db, &state.secrets, &letter, None, now).await?;
    db.commit().await?;
    mail::deliver_soon(&state);
    flash(&session, format!("{label} does not open your account any more.")).await?;
    Ok(Redirect::to(&Account.to_string()))
}
