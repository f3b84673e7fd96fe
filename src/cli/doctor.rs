//! `proletto doctor`: what is configured, what is missing, and what follows.

use serde::Serialize;

use super::open;
use crate::features::accounts;
use crate::platform::config::Config;
use crate::platform::mail::Way;
use crate::platform::visitor::Role;

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

pub async fn run(config: Config, json: bool) -> anyhow::Result<()> {
    let mut findings = settings(&config);
    match open(config).await {
        Ok(opened) => {
            let accounts = accounts::list(&opened.state.pool).await?;
            findings.push(finding(true, "database", "It answers, and its tables are up to date."));
            let admin = accounts.iter().any(|account| account.role == Role::Admin);
            findings.push(finding(
                admin,
                "admin",
                if admin {
                    "There is an admin who can review calls."
                } else {
                    "There is no admin, so nobody can review calls. Create one: proletto admin \
                     create-user you@example.org --role admin"
                },
            ));
            opened.close().await?;
        }
        Err(error) => findings.push(Finding {
            well: false,
            about: "database",
            words: format!("{error:#}. Nothing works without it."),
        }),
    }
    if json {
        println!("{}", serde_json::to_string_pretty(&findings)?);
    } else {
        for finding in &findings {
            let mark = if finding.well { "ok  " } else { "look" };
            println!("{mark}  {:10}  {}", finding.about, finding.words);
        }
    }
    let broken = findings.iter().any(|finding| finding.about == "database" && !finding.well);
    if broken { anyhow::bail!("Proletto cannot run like this") } else { Ok(()) }
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
            config.collect,
            "collecting",
            if config.collect {
                "This process collects calls by the timetable."
            } else {
                "PROLETTO_COLLECT is off: nothing is collected unless asked for."
            },
        ),
        match Way::described(config) {
            Ok(words) => Finding { well: !Way::is_folder(config), about: "mail", words },
            Err(error) => Finding { well: false, about: "mail", words: format!("{error:#}.") },
        },
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

fn finding(well: bool, about: &'static str, words: &str) -> Finding {
    Finding { well, about, words: words.to_owned() }
}
