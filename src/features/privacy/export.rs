//! A copy of everything a person has here: one archive, a file of JSON for each kind of thing.

use std::io::{Cursor, Write as _};

use anyhow::Context;
use chrono::TimeDelta;
use serde_json::Value;
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::personal::{PERSONAL, TRACES};
use super::queries;
use crate::features::profiles;
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::Result;
use crate::platform::jobs;
use crate::platform::limits::{Key, Limited};
use crate::platform::state::State;
use crate::platform::visitor::UserId;

/// How long a copy can be fetched.
pub const KEPT: TimeDelta = TimeDelta::days(7);

/// Asks for a copy, which the job makes.
pub async fn ask(state: &State, user: UserId) -> Result<()> {
    state.limits.take(Limited::Export, &Key::Id(user.0)).await?;
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    queries::ask_for_export(&mut *tx, Uuid::now_v7(), user, now, now + KEPT).await?;
    let entry = Entry::new(Who::Person(user), Action::ExportAsked);
    audit::write(&mut *tx, entry.on("account", user.0), now).await?;
    jobs::hurry(&mut *tx, super::jobs::MAKE_EXPORTS.name, now).await?;
    Ok(tx.commit().await?)
}

/// Makes every copy that was asked for. Returns how many.
pub async fn make_all(state: &State) -> anyhow::Result<usize> {
    let mut made = 0;
    for (id, user) in queries::exports_waiting(&state.pool).await? {
        if state.stop.is_cancelled() {
            break;
        }
        let files = gather(state, user).await?;
        let archive = tokio::task::spawn_blocking(move || pack(&files)).await??;
        queries::keep_export(&state.pool, id, &archive, state.clock.now()).await?;
        made += 1;
    }
    Ok(made)
}

/// A file of the archive.
struct File {
    name: String,
    about: &'static str,
    text: String,
}

async fn gather(state: &State, user: UserId) -> anyhow::Result<Vec<File>> {
    let mut tx = state.pool.begin_with(queries::ONE_STATE).await?;
    let mut files = Vec::new();
    let mut add = |name: &str, about, rows: Vec<Value>| -> anyhow::Result<()> {
        if !rows.is_empty() {
            let text = serde_json::to_string_pretty(&rows)?;
            files.push(File { name: format!("{name}.json"), about, text });
        }
        Ok(())
    };
    for table in PERSONAL {
        let rows = queries::rows(&mut tx, table, user).await?;
        add(table.table, table.about, rows)?;
    }
    for trace in TRACES {
        let rows = queries::traces(&mut tx, trace, user).await?;
        add(trace.table, trace.about, rows)?;
    }
    let identity = profiles::identity_of(&mut *tx, &state.secrets, user).await;
    let identity = identity.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    if let Some(identity) = identity {
        add("identity", "Facts about who you are", vec![serde_json::to_value(identity)?])?;
    }
    let lines = queries::audit_lines(&mut tx, user).await?;
    add("audit_log", "What the audit log says of you", lines)?;
    tx.commit().await?;
    Ok(files)
}

fn pack(files: &[File]) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut readme = String::from("Everything Proletto has of you, as JSON.\n\n");
    for file in files {
        readme.push_str(&format!("{}: {}\n", file.name, file.about));
    }
    let readme = File { name: "README.txt".into(), about: "", text: readme };
    for file in std::iter::once(&readme).chain(files) {
        zip.start_file(&*file.name, options).context("the archive cannot be written")?;
        zip.write_all(file.text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
