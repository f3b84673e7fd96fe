//! Accepted cases as a labelled folder, by which the readers are measured from then on.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde_json::{Map, Value, json};
use sqlx::PgPool;

use super::{Case, Standing, queries};

/// Cases are read so many at a time.
const BATCH: i64 = 200;

/// Writes each accepted case that has a label as a page and a line of `gold.jsonl`; a folder that is there
/// is added to, and a case that is in it already is left as it is. Says how many were written.
///
/// # Errors
/// The database cannot be reached, or the folder cannot be written.
pub async fn export(pool: &PgPool, folder: &Path) -> anyhow::Result<usize> {
    fs::create_dir_all(folder.join("raw"))
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let gold = folder.join("gold.jsonl");
    let mut lines = fs::read_to_string(&gold).unwrap_or_default();
    if !lines.is_empty() && !lines.ends_with('\n') {
        lines.push('\n');
    }
    let (mut written, mut skip) = (0, 0);
    loop {
        let cases = queries::all(pool, Standing::Accepted, BATCH, skip).await?;
        if cases.is_empty() {
            break;
        }
        for case in &cases {
            let file = format!("raw/case-{}.txt", case.id.simple());
            let known = lines.contains(&format!("\"{file}\""));
            let Some(record) = record(case, &file).filter(|_| !known) else { continue };
            fs::write(folder.join(&file), page(case))
                .with_context(|| format!("{file} cannot be written"))?;
            lines.push_str(&format!("{record}\n"));
            written += 1;
        }
        skip += BATCH;
    }
    fs::write(&gold, lines).context("gold.jsonl cannot be written")?;
    Ok(written)
}

/// The page's text with the head that stored listings have.
fn page(case: &Case) -> String {
    format!("URL: {}\n\n{}\n", case.frozen.url, case.frozen.text)
}

/// The label: the one field that was looked at, and the words it rests on.
fn record(case: &Case, file: &str) -> Option<Value> {
    let verdict = case.verdict.as_ref()?;
    let field = verdict.field.as_deref()?;
    let mut record = Map::from_iter([
        ("file".to_owned(), file.into()),
        ("url".to_owned(), case.frozen.url.as_str().into()),
        ("note".to_owned(), format!("{} ({})", case.claim, verdict.answer).into()),
        ("evidence".to_owned(), json!({field: verdict.quote})),
    ]);
    match field.split_once('.') {
        Some((outer, inner)) => record.insert(outer.to_owned(), json!({inner: verdict.truth})),
        None => record.insert(field.to_owned(), verdict.truth.clone()),
    };
    Some(record.into())
}
