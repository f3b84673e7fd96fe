//! `proletto doctor`: what is configured, what is missing, and what follows.

use serde::Serialize;
use sqlx::PgPool;

use super::out::{self, say};
use super::{Place, in_one, reach};
use crate::MIGRATOR;
use crate::features::accounts;
use crate::features::sources::{self, Keys, Overview};
use crate::platform::config::{Config, SignUp};
use crate::platform::mail::Way;
use crate::platform::model::Model;
use crate::platform::postgres::APPLICATION;
use crate::platform::visitor::Role;
use crate::platform::{audit, db};

/// One finding.
#[derive(Debug, Serialize)]
struct Finding {
    /// Whether nothing needs to be done.
    well: bool,
    /// What was looked at.
    about: &'static str,
    /// What is the case, and what follows.
    words: String,
}

/// Looks, and changes nothing: it makes no database and no tables.
pub async fn run(place: Place, json: bool) -> anyhow::Result<()> {
    let mut findings = settings(&place.config);
    let (database, broken) = match database(&place.config).await {
        Ok(findings) => (findings, false),
        Err(error) => {
            let words = format!("{}. Nothing works without it.", in_one(&error));
            (vec![Finding { well: false, about: "database", words }], true)
        }
    };
    findings.extend(database);
    if json {
        out::json(&findings)?;
    } else {
        for finding in &findings {
            let mark = if finding.well { "ok  " } else { "look" };
            say!("{mark}  {:10}  {}", finding.about, finding.words);
        }
    }
    if broken { anyhow::bail!("Proletto cannot run like this") } else { Ok(()) }
}

async fn database(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let folder = config.data.join("db");
    if config.database_url.is_none() && !folder.exists() {
        let words =
            format!("There is none yet. The first start makes one in {}.", folder.display());
        return Ok(vec![Finding { well: true, about: "database", words }]);
    }
    let (options, server) = reach(config).await?;
    let pool = db::connect(options, config).await?;
    let looked = look(&pool, config).await;
    pool.close().await;
    if let Some(server) = server {
        server.stop().await;
    }
    looked
}

async fn look(pool: &PgPool, config: &Config) -> anyhow::Result<Vec<Finding>> {
    let which = match config.database_url {
        Some(_) => "Your own (DATABASE_URL)".to_owned(),
        None => format!("The private one in {}", config.data.join("db").display()),
    };
    let waiting = db::waiting(pool, &MIGRATOR).await?;
    if waiting > 0 {
        let words = format!(
            "{which} answers, and its tables are {waiting} steps behind: the next start, or proletto \
             migrate, brings them up to date."
        );
        return Ok(vec![Finding { well: false, about: "database", words }]);
    }
    let words = format!("{which} answers, and its tables are up to date.");
    let role: String = match config.database_url {
        Some(_) => db::user(pool).await?,
        None => APPLICATION.to_owned(),
    };
    let kept = audit::is_kept_from(pool, &role).await?;
    let admin = accounts::list(pool).await?.iter().any(|account| account.role == Role::Admin);
    Ok(vec![
        Finding { well: true, about: "database", words },
        finding(
            true,
            "audit log",
            if kept {
                "Proletto works as a role that can add lines to it, and neither change nor remove one."
            } else {
                "Nothing changes or removes a line before its time, but Proletto works as the owner of the \
                 table, who could switch that off. proletto migrate --for ROLE lets it work as another."
            },
        ),
        finding(
            admin,
            "admin",
            if admin {
                "There is an admin who can review calls."
            } else {
                "There is no admin, so nobody can review calls. Create one: proletto admin \
                 create-user you@example.org --role admin"
            },
        ),
        read_from(sources::overview(pool, &Keys::of(config)).await?),
    ])
}

/// How the sources went that are on.
fn read_from(overview: Overview) -> Finding {
    let Overview { all, on, read, failing, waiting, .. } = overview;
    let mut words = match failing {
        0 if all == 0 => "None is known yet: the first start brings those that ship.".to_owned(),
        0 if on == 0 => "None is on: nothing is collected. See proletto source list.".to_owned(),
        0 if read == 0 => format!("{on} are on, and none of them was read yet."),
        0 if read < on => {
            format!("{on} are on. {read} of them were read, and none of those failed.")
        }
        0 => format!("{on} are on, and none of them failed when it was last read."),
        n => format!(
            "{n} of the {on} that are on could not be read when they were last tried; see proletto \
             source list."
        ),
    };
    if let Some(offline) = overview.offline_in_words() {
        words = format!("{offline} {words}");
    }
    match waiting {
        0 => {}
        1 => words.push_str(" One waits for a key."),
        n => words.push_str(&format!(" {n} wait for a key.")),
    }
    Finding { well: failing == 0 && (on > 0 || all == 0), about: "sources", words }
}

fn settings(config: &Config) -> Vec<Finding> {
    let base = config.base_url();
    let local = base.host_str().is_some_and(|host| host == "localhost" || host.starts_with("127."));
    vec![
        Finding {
            well: local || base.scheme() == "https",
            about: "address",
            words: if local {
                format!("Only this machine reaches it, at {base}.")
            } else if base.scheme() == "https" {
                format!("Visitors reach it at {base}.")
            } else {
                format!("{base} is not https: passwords would travel in the open.")
            },
        },
        Finding {
            well: config.contact.is_some(),
            about: "contact",
            words: match &config.contact {
                Some(contact) => format!("Sites it visits are told to write to {contact}."),
                None => "PROLETTO_CONTACT is not set: owners of the sites it visits cannot reach \
                         you, and some will block it."
                    .into(),
            },
        },
        finding(
            true,
            "accounts",
            match config.sign_up {
                SignUp::Open => "Everyone can make an account (PROLETTO_SIGN_UP).",
                SignUp::Invite => "Whom an admin invites can make an account (PROLETTO_SIGN_UP).",
                SignUp::Closed => "Accounts are made by command alone (PROLETTO_SIGN_UP).",
            },
        ),
        finding(
            config.collect,
            "collecting",
            if config.collect {
                "This process collects calls by the timetable."
            } else {
                "PROLETTO_COLLECT is off: nothing is collected unless asked for."
            },
        ),
        finding(
            !config.fetch_allow.is_wide(),
            "fetching",
            if config.fetch_allow.is_wide() {
                "PROLETTO_FETCH_ALLOW opens private networks: whoever can add a source, and any page \
                 that a source leads to, can make this machine ask what answers there. Name single \
                 places (127.0.0.1:8080), or leave it empty."
            } else {
                "Private networks are not asked, whatever a page links to."
            },
        ),
        match Way::described(config) {
            Ok(words) => Finding { well: !Way::is_folder(config), about: "mail", words },
            Err(error) => Finding { well: false, about: "mail", words: format!("{error:#}.") },
        },
        model(config),
        finding(
            true,
            "simpler",
            if config.simpler_grants_key.is_some() {
                "The key of Simpler.Grants.gov is set."
            } else {
                "PROLETTO_SIMPLER_GRANTS_KEY is not set: that source stays silent, the others work."
            },
        ),
    ]
}

fn model(config: &Config) -> Finding {
    let mut words = Model::described(config);
    if Model::in_the_open(config) {
        words.push_str(" PROLETTO_MODEL_URL is not https: the key travels in the open.");
    }
    Finding { well: !Model::in_the_open(config), about: "model", words }
}

fn finding(well: bool, about: &'static str, words: &str) -> Finding {
    Finding { well, about, words: words.to_owned() }
}
