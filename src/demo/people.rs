//! The two people of the demo: one who reviews, one who looks for calls.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::features::accounts::{self, Email, Name, Password};
use crate::features::profiles::{self, Artist, Birth, Residence};
use crate::features::reading::{Applicant, Country, Currency, Discipline, Kind, Money, Stage};
use crate::platform::state::State;
use crate::platform::visitor::Role;

/// The demo's people, with the passwords made up for this run.
#[derive(Clone, Debug)]
pub struct People {
    /// Reviews and publishes.
    pub admin: Login,
    /// Looks for calls.
    pub artist: Login,
}

/// How to sign in.
#[derive(Clone, Debug)]
pub struct Login {
    /// The address.
    pub email: &'static str,
    /// The password.
    pub password: String,
}

/// Creates both accounts and fills in the artist's profile.
///
/// # Errors
/// The database cannot be reached.
pub async fn create(state: &State) -> anyhow::Result<People> {
    let admin = Login { email: "ines@demo.example", password: Password::make_up() };
    let artist = Login { email: "ada@demo.example", password: Password::make_up() };
    account(state, &admin, "Ines Okafor", Role::Admin).await?;
    let ada = account(state, &artist, "Ada Lindqvist", Role::Artist).await?;
    let now = state.clock.now();
    profiles::change(state, ada, |_| Ok((Some(profile(now.year())), ())))
        .await
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(People { admin, artist })
}

async fn account(
    state: &State,
    login: &Login,
    name: &str,
    role: Role,
) -> anyhow::Result<crate::platform::visitor::UserId> {
    let email = Email::parse(login.email).map_err(anyhow::Error::msg)?;
    let name = Name::parse(name).map_err(anyhow::Error::msg)?;
    let password = Password::choose(&login.password, &[]).map_err(anyhow::Error::msg)?;
    accounts::create(state, &email, &name, role, password).await
}

/// A sculptor in Leeds of 34 years who has not told everything, so that some calls stay open questions.
fn profile(year: i32) -> Artist {
    Artist {
        disciplines: vec![Discipline::Sculpture, Discipline::Installation, Discipline::Textile],
        media: Some("rammed earth, felt, found rope".into()),
        stage: Some(Stage::Emerging),
        birth: Some(Birth::In(year - 34)),
        residence: Country::new("GB").map(|country| Residence {
            country,
            region: Some("England".into()),
            city: Some("Leeds".into()),
            since: None,
        }),
        languages: vec!["en".into(), "sv".into()],
        applies_as: vec![Applicant::Individual],
        most_fee: Some(Money { amount: Decimal::from(15), currency: Currency::new("GBP") }),
        kinds: vec![Kind::Residency, Kind::Commission, Kind::Grant],
        statement: Some(
            "I make shelters from earth, felt and rope, and ask who is let in. My work follows \
             coasts, ports and the people who work there."
                .into(),
        ),
        ..Artist::default()
    }
}
