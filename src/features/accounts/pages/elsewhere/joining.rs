//! The first visit of somebody who came by another site: an account for the address that the site vouches
//! for, or for the one that a letter's link proves.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Back;
use crate::features::accounts::identities::{self, Person};
use crate::features::accounts::pages::sign_up_finish::{begin_again, opens};
use crate::features::accounts::pages::{Next, NoticePage, private};
use crate::features::accounts::queries::NewUser;
use crate::features::accounts::tickets::{self, Stub, Ticket};
use crate::features::accounts::{Email, Name, Proved, SignIn, SignUp, entrance, queries, sessions};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::config;
use crate::platform::error::{Error, Result, violated};
use crate::platform::page::flash;
use crate::platform::visitor::{Role, UserId};

const WELCOME: &str = "Welcome. Tell us a little about your work, and your matches follow from it.";

/// What says whose address it is that a new account gets.
enum Vouched<'a> {
    /// The site: this one.
    Site(&'a Email),
    /// The ticket of a letter, which is used up: the one it was sent to.
    Letter(&'a Stub),
}

/// What came of making an account.
enum Made {
    /// It is there, with this address; and where to go on.
    Account(UserId, Email, String),
    /// The address has one already, and an address connects nothing.
    Taken,
    /// The letter's link opens nothing any more.
    UsedUp,
}

impl Back {
    /// Signs in whom this person is here, or makes an account for a newcomer.
    pub(super) async fn enter(self, person: &Person, next: String) -> Result<Response> {
        let known = self.known(person).await?;
        if let Some(proved) = known {
            return entrance::enter(&self.state, &self.session, &self.asker, proved, next).await;
        }
        let email = person.verified_email.as_deref().map(Email::parse);
        let Some(Ok(email)) = email else { return Ok(self.unproved()) };
        if self.state.config.sign_up != config::SignUp::Open {
            let notice = "There is no account for you here yet, and accounts on this site are created \
                          by the people who run it. Please ask them. If they invited you, follow the \
                          link in their letter, and continue from there.";
            return Ok(self.notice("Not yet", notice.into()));
        }
        match self.create(person, Vouched::Site(&email)).await? {
            Made::Account(user, _, next) => self.welcome(user, WELCOME.to_owned(), next).await,
            Made::Taken | Made::UsedUp => Ok(self.taken(&email)),
        }
    }

    /// Makes an account behind a letter's link: the letter proves the address, and the visit who signs in.
    /// Somebody whom this site knows already is signed in, and the link stays good.
    pub(super) async fn join(self, person: &Person, ticket: &Stub) -> Result<Response> {
        if let Some(proved) = self.known(person).await? {
            let next = "/start".to_owned();
            return entrance::enter(&self.state, &self.session, &self.asker, proved, next).await;
        }
        match self.create(person, Vouched::Letter(ticket)).await? {
            Made::Account(user, email, next) => {
                // A link that somebody else passed on would make an account that is theirs, too.
                let (email, label) = (email.as_str(), self.label(person));
                let words = format!(
                    "{WELCOME} Letters go to {email}, whose reader can open this account, and so can {label}."
                );
                self.welcome(user, words, next).await
            }
            Made::Taken | Made::UsedUp => Ok(begin_again(self.page, &self.state.config)),
        }
    }

    /// Whom this person is here.
    async fn known(&self, person: &Person) -> Result<Option<Proved>> {
        let (pool, subject) = (&self.state.pool, &person.subject);
        let known = identities::by_subject(pool, &self.issuer, subject).await?;
        if known.is_some() {
            identities::used(pool, &self.issuer, subject, self.state.clock.now()).await?;
        }
        Ok(known)
    }

    async fn welcome(self, user: UserId, words: String, next: String) -> Result<Response> {
        let (proved, now) = (Proved { user, turn: 0 }, self.state.clock.now());
        sessions::begin(&self.session, proved, &self.asker, now).await?;
        flash(&self.session, words).await?;
        Ok(Redirect::to(&Next { next }.path_or("/profile")).into_response())
    }

    /// A new account, connected; all of it or nothing, and where a letter vouches, once.
    async fn create(&self, person: &Person, vouched: Vouched<'_>) -> Result<Made> {
        let now = self.state.clock.now();
        let mut db = self.state.pool.begin().await?;
        let (email, next, proved) = match vouched {
            Vouched::Site(email) => {
                let owns = self.issuer.owns(email.as_str(), person.hosted.as_deref());
                (email.clone(), String::new(), owns.then_some(now))
            }
            Vouched::Letter(ticket) => {
                let opens = opens(&self.state.config);
                let ticket = tickets::redeem(&mut *db, ticket, opens, now).await?;
                let Some(Ticket { email, next, .. }) = ticket else { return Ok(Made::UsedUp) };
                (email, next, Some(now))
            }
        };
        let before_at = email.as_str().split('@').next().unwrap_or_default();
        let name = Name::parse(person.name.as_deref().unwrap_or(before_at));
        let name = name.or_else(|_| Name::parse(before_at)).map_err(Error::BadRequest)?;
        let user = NewUser {
            email: &email,
            name: &name,
            role: Role::Artist,
            password_hash: None,
            email_proved_at: proved,
        };
        let user = match queries::insert(&mut *db, user, now).await {
            Err(error) if violated(&error) == Some("users_email_unique") => return Ok(Made::Taken),
            user => user?,
        };
        let label = self.label(person);
        identities::connect(&mut *db, &self.issuer, &person.subject, &label, user, now).await?;
        tickets::void_address(&mut *db, &email).await?;
        let entry = Entry::new(Who::Person(user), Action::SignedUp).note("by", self.issuer.slug);
        audit::write(&mut *db, entry, now).await?;
        db.commit().await?;
        Ok(Made::Account(user, email, next))
    }

    fn unproved(self) -> Response {
        let name = self.issuer.name.clone();
        let words = format!(
            "{name} does not say that it has checked your address, so that we cannot rely on it. Create \
             an account with your address first; then you can connect {name} on the page of your account."
        );
        let notice = NoticePage::new(self.page, "One step before", words);
        private(StatusCode::FORBIDDEN, notice.aside("Create an account", SignUp))
    }

    fn taken(self, email: &Email) -> Response {
        let name = self.issuer.name.clone();
        let words = format!(
            "There is an account for {} here already. Sign in to it the way you did before; then you can \
             connect {name} on the page of your account, and use it from then on.",
            email.as_str()
        );
        let notice = NoticePage::new(self.page, "You have an account already", words);
        private(StatusCode::CONFLICT, notice.aside("Sign in", SignIn))
    }
}
