//! `proletto admin`: accounts, for whoever runs the program.

use anyhow::Context;
use clap::Subcommand;

use super::Opened;
use super::out::{self, say};
use crate::features::accounts::{self, Email, Name, Password};
use crate::platform::audit::Who;
use crate::platform::visitor::Role;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create an account; its password is made up and shown, or read with --password-stdin
    CreateUser {
        /// The address it signs in with
        email: String,
        /// The name; without it, the part before the @
        #[arg(long)]
        name: Option<String>,
        /// What it may do
        #[arg(long, value_enum, default_value = "artist")]
        role: Role,
        /// Read the password from the first line of standard input instead of making one up
        #[arg(long)]
        password_stdin: bool,
    },
    /// Invite somebody to create an account, by a letter; its link is shown, too
    Invite {
        /// Their address
        email: String,
    },
    /// Give an account another password and sign it out everywhere; for when it is lost
    SetPassword {
        /// The account's address
        email: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
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

pub async fn run(command: Command, opened: Opened) -> anyhow::Result<()> {
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
            say!("Created {} ({}).", email.as_str(), role.slug());
            if made_up {
                say!("Password: {words}");
            }
        }
        Command::Invite { email } => {
            let email = Email::parse(&email).map_err(anyhow::Error::msg)?;
            let link = accounts::invite(state, &email, Who::Operator).await?;
            say!("Invited {}. The link, which works once, for a week:", email.as_str());
            say!("{link}");
        }
        Command::SetPassword { email, password_stdin } => {
            let email = Email::parse(&email).map_err(anyhow::Error::msg)?;
            let typed = password_stdin.then(read_line).transpose()?;
            let made_up = typed.is_none();
            let words = typed.unwrap_or_else(Password::make_up);
            let password =
                Password::choose(&words, &[email.as_str()]).map_err(anyhow::Error::msg)?;
            accounts::set_password(state, &email, password).await?;
            println!("{} has a new password, and is signed out everywhere.", email.as_str());
            if made_up {
                println!("Password: {words}");
            }
        }
        Command::SetRole { email, role } => {
            let email = Email::parse(&email).map_err(anyhow::Error::msg)?;
            accounts::set_role(&state.pool, &email, role, state.clock.now()).await?;
            say!("{} is {} from now on, and signed out everywhere.", email.as_str(), role.slug());
        }
        Command::List { json } => {
            let accounts = accounts::list(&state.pool).await?;
            if json {
                out::json(&accounts)?;
            } else if accounts.is_empty() {
                say!(
                    "No accounts yet. Create one: proletto admin create-user you@example.org --role admin"
                );
            } else {
                for account in accounts {
                    say!("{:7}  {}  {}", account.role.slug(), account.email, account.name);
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
