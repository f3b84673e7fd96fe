//! Every limit, in one table. The README shows it as it stands here.

use std::time::Duration;

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Requests from one address (IPv6: one /64).
    Address,
    /// Requests of one account.
    Account,
    /// Requests with one token.
    Token,
    /// Attempts at one account from one address.
    AccountAndAddress,
}

/// One limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its name in the settings and in the `RateLimit` headers.
    pub name: &'static str,
    /// What it counts, in plain words: "attempts to sign in".
    pub what: &'static str,
    /// What is counted together.
    pub per: Per,
    /// So many at once, and so many in each `window` after that.
    pub most: u32,
    /// The time in which it is full again, in seconds.
    pub window: u64,
    /// By whom it is counted.
    pub counted: Counted,
}

/// Who counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Each program for itself, in memory: what only keeps one program from being overrun.
    Apart,
    /// All programs on the database, in a row of it: what somebody could get more of by asking several.
    Together,
}

macro_rules! limits {
    ($($limit:ident: $name:literal, $what:literal, $per:ident, $most:literal in $window:expr,
        $counted:ident;)*) => {
        /// The limits by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Limited { $(#[doc = $what] $limit,)* }

        /// Every limit, in the order of [`Limited`].
        pub const TABLE: &[Limit] = &[$(Limit {
            name: $name, what: $what, per: Per::$per, most: $most, window: $window,
            counted: Counted::$counted,
        },)*];
    };
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

limits! {
    Pages: "pages", "pages opened", Address, 600 in MINUTE, Apart;
    Api: "api", "questions to the API", Address, 300 in MINUTE, Apart;
    Account: "account", "requests of an account", Account, 600 in MINUTE, Apart;
    Token: "token", "questions to the API with a token", Token, 300 in MINUTE, Apart;
    SignIn: "sign-in", "attempts to sign in to one account", AccountAndAddress, 10 in 15 * MINUTE, Together;
    SignInAddress: "sign-in-address", "attempts to sign in to any account", Address, 60 in 15 * MINUTE, Together;
    SignInAccount: "sign-in-account",
        "attempts to sign in to one account from places it was never signed in from", Account, 100 in HOUR, Together;
    SignUp: "sign-up", "new accounts", Address, 20 in HOUR, Together;
    Mail: "mail", "letters to one account that anyone may ask for", Account, 5 in HOUR, Together;
    MailAddress: "mail-address", "letters asked for", Address, 20 in HOUR, Together;
    Refresh: "refresh", "tokens asked for", Address, 120 in 15 * MINUTE, Apart;
    Export: "export", "copies of everything", Account, 5 in DAY, Together;
}

impl Limited {
    /// The limit itself.
    pub fn limit(self) -> &'static Limit {
        &TABLE[self as usize]
    }
}

impl Limit {
    /// The window as a duration.
    pub fn duration(&self) -> Duration {
        Duration::from_secs(self.window)
    }
}

impl Per {
    /// As the table says it.
    pub fn words(self) -> &'static str {
        match self {
            Per::Address => "address",
            Per::Account => "account",
            Per::Token => "token",
            Per::AccountAndAddress => "account and address",
        }
    }
}

/// A window in words: "15 minutes".
pub fn window(seconds: u64) -> String {
    let say = |count: u64, unit: &str| match count {
        1 => unit.to_owned(),
        n => format!("{n} {unit}s"),
    };
    match seconds {
        0 => "0 seconds".into(),
        n if n.is_multiple_of(DAY) => say(n / DAY, "day"),
        n if n.is_multiple_of(HOUR) => say(n / HOUR, "hour"),
        n if n.is_multiple_of(MINUTE) => say(n / MINUTE, "minute"),
        n => say(n, "second"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table in Markdown, for the README.
    fn markdown() -> String {
        let mut text = String::from(
            "| limit | what it counts | by | at most | counted |\n|---|---|---|---|---|\n",
        );
        for limit in TABLE {
            text.push_str(&format!(
                "| `{}` | {} | {} | {} a{} {} | {} |\n",
                limit.name,
                limit.what,
                limit.per.words(),
                limit.most,
                if window(limit.window).starts_with("hour") { "n" } else { "" },
                window(limit.window),
                match limit.counted {
                    Counted::Apart => "by each program",
                    Counted::Together => "together",
                },
            ));
        }
        text.replace(" a 15 minutes", " in 15 minutes")
    }

    #[test]
    fn the_readme_shows_the_table_as_it_is() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
        let readme = std::fs::read_to_string(path).unwrap();
        assert!(readme.contains(&markdown()), "README.md should hold:\n{}", markdown());
    }
}
