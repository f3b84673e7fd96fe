//! `proletto admin`: accounts, for whoever runs the program.

use anyhow::Context;
use clap::Subcommand;

use super::open;
use crate::features::accounts::{self, Email, Name, Password};
use crate::platform::config::Config;
use crate::platform::visitor::Role;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create an account; a password is made up and shown unless one is given on standard input
    CreateUser {
        /// The address it signs in with
        email: String,
        /// The name; without it, the part before the @
        #[arg(long)]
        name: Option<String>,
        /// What it may do
        #[arg(long, value_enum, default_value = "artist")]
        role: Role,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// Invite somebody to create an account, by a letter; its link is shown, too
    Invite {
        /// Their address
        email: String,
    },
    /// Give an account another role and sign it out everywhere
    SetRole {
        /// The account's address
        email: String,
        /// What it may do from now on
        #[arg(value_enum)]
        role: Role,
    },
    /// List every account
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    let opened = open(config).await?;
    let state = &opened.state;
    match command {
        Command::CreateUser { email, name, role, password_stdin } => {
            let email = Email::parse(&email).map_err(anyhow::Error::msg)?;
            let before_at = email.as_str().split('@').next().unwrap_or_default().to_owned();
            let name = Name::parse(&name.unwrap_or(before_at)).map_err(anyhow::Error::msg)?;
            let typed = password_stdin.then(read_line).transpose()?;
            let made_up = typed.is_none();
            let words = typed.unwrap_or_else(Password::make_up);
            let known = [email.as_str(), name.as_str()];
            let password = Password::choose(&words, &known).map_err(anyhow::Error::msg)?;
            accounts::create(state, &email, &name, role, password).await?;
            println!("Created {} ({}).", email.as_str(), role.slug());
            if made_up {
                println!("Password: {words}");
            }
        }
        Command::Invite { email } => {
            let email = Email::parse(&email).map_err(anyhow::Error::msg)?;
            let link = accounts::invite(state, &email).await?;
            println!("Invited {}. The link, which works once, for a week:", email.as_str());
            println!("{link}");
        }
        Command::SetRole { email, role } => {
            let email = Email::parse(&email).map_err(anyhow::Error::msg)?;
            accounts::set_role(&state.pool, &email, role, state.clock.now()).await?;
            println!(
                "{} is {} from now on, and signed out everywhere.",
                email.as_str(),
                role.slug()
            );
        }
        Command::List { json } => {
            let accounts = accounts::list(&state.pool).await?;
            if json {
                println!("{}", serde_json::to_string_pretty(&accounts)?);
            } else if accounts.is_empty() {
                println!(
                    "No accounts yet. Create one: proletto admin create-user you@example.org --role admin"
                );
            } else {
                for account in accounts {
                    println!("{:7}  {}  {}", account.role.slug(), account.email, account.name);
                }
            }
        }
    }
    opened.close().await
}

fn read_line() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("the password could not be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
