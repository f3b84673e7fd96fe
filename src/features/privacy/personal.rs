//! Every table that holds something of a person.

/// A table whose rows belong to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Personal {
    /// The table.
    pub table: &'static str,
    /// The column that says whose a row is.
    pub owner: &'static str,
    /// What it holds, for the reader of a copy and of a receipt.
    pub about: &'static str,
    /// Columns that a copy leaves out: hashes and keys, worth nothing to their owner and much to a thief.
    pub leaves_out: &'static [&'static str],
    /// What it shows of those columns all the same: a name, and where in the row it stands.
    pub shows: &'static [(&'static str, &'static str)],
}

/// A table that stays, in which a name of a person is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The table.
    pub table: &'static str,
    /// The column that says who it was.
    pub owner: &'static str,
    /// The column with the name, where there is one.
    pub name: Option<&'static str>,
    /// What it holds.
    pub about: &'static str,
}

const fn rows(
    table: &'static str,
    about: &'static str,
    leaves_out: &'static [&'static str],
) -> Personal {
    Personal { table, owner: "user_id", about, leaves_out, shows: &[] }
}

/// The tables. The account itself comes last: what hangs on it is counted before it goes.
pub const PERSONAL: &[Personal] = &[
    rows("profiles", "Your profile", &[]),
    rows("identity_facts", "Facts about who you are, which are kept sealed", &["facts"]),
    rows("saved_calls", "Calls you saved", &[]),
    rows("hidden_calls", "Calls you put out of sight", &[]),
    rows("feedback_resets", "When you let your saves and hides begin afresh", &[]),
    rows("case_facts", "Facts you sent along when you said that something is wrong", &[]),
    rows("consents", "What you agreed to", &[]),
    Personal {
        shows: &[
            ("device", "data #>> '{sign_in,device}'"),
            ("place", "data #>> '{sign_in,place}'"),
            ("signed_in_at", "data #>> '{sign_in,began_at}'"),
        ],
        ..rows("sessions", "Where you are signed in", &["id_hash", "data"])
    },
    rows("ended_sign_ins", "Sign-ins that you ended", &[]),
    rows("tickets", "Links in letters to you", &["token_hash"]),
    rows("identities", "Accounts elsewhere by which you sign in", &[]),
    rows("authenticators", "Your authenticator app", &["secret", "recovery_salt"]),
    rows("passkeys", "Your passkeys", &["credential"]),
    rows("token_families", "Programs that are signed in", &[]),
    rows("personal_tokens", "Access tokens", &["hash"]),
    rows("exports", "Copies you asked for", &["archive"]),
    rows(
        "outbox",
        "Letters to addresses you had before",
        &["sealed", "text_part", "html_part", "last_problem"],
    ),
    rows("deletions", "That you asked for deletion", &["receipt"]),
    Personal { owner: "id", ..rows("users", "Your account", &["password_hash"]) },
];

const fn trace(
    table: &'static str,
    owner: &'static str,
    name: Option<&'static str>,
    about: &'static str,
) -> Trace {
    Trace { table, owner, name, about }
}

/// What stays without its name: decisions about calls are part of the calls' history.
pub const TRACES: &[Trace] = &[
    trace("decisions", "made_by", Some("made_by_name"), "Decisions about calls"),
    trace("corrections", "made_by", Some("made_by_name"), "Corrections of calls"),
    trace("proposals", "decided_by", Some("decided_by_name"), "Proposals you accepted or struck"),
    trace("cases", "reported_by", None, "What you said is wrong about calls"),
    trace(
        "cases",
        "decided_by_id",
        Some("decided_by_name"),
        "Answers to what people said is wrong",
    ),
    trace("duplicate_pairs", "decided_by_id", Some("decided_by"), "Calls you told from others"),
    trace("source_runs", "asked_by_id", Some("asked_by"), "Sources you had read"),
];
