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
/// is added to. A case that is in it already is left as it is, unless it was decided anew since: then its line
/// is written again, or taken out. Says how many lines are new or different.
///
/// # Errors
/// The database cannot be reached, or the folder cannot be written.
pub async fn export(pool: &PgPool, folder: &Path) -> anyhow::Result<usize> {
    fs::create_dir_all(folder.join("raw"))
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let gold = folder.join("gold.jsonl");
    let known = fs::read_to_string(&gold).unwrap_or_default();
    let mut lines: Vec<String> = known.lines().map(str::to_owned).collect();
    let mut written = 0;
    for standing in [Standing::Accepted, Standing::Declined] {
        let mut skip = 0;
        loop {
            let cases = queries::all(pool, standing, BATCH, skip).await?;
            if cases.is_empty() {
                break;
            }
            for case in &cases {
                written += usize::from(put(&mut lines, case, folder)?);
            }
            skip += BATCH;
        }
    }
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    fs::write(&gold, text).context("gold.jsonl cannot be written")?;
    Ok(written)
}

/// Writes one case into the folder and its lines, and says whether anything was to be written.
fn put(lines: &mut Vec<String>, case: &Case, folder: &Path) -> anyhow::Result<bool> {
    let file = format!("raw/case-{}.txt", case.id.simple());
    let record = record(case, &file).filter(|_| case.standing == Standing::Accepted);
    let at = lines.iter().position(|line| line.contains(&format!("\"{file}\"")));
    let same = |line: &String| {
        let line: Value = serde_json::from_str(line).unwrap_or_default();
        line.get("decided_at").and_then(Value::as_str) == decided_at(case).as_deref()
    };
    match (record, at) {
        (None, None) => return Ok(false),
        // Somebody may have put the line right by hand since.
        (_, Some(at)) if same(&lines[at]) => return Ok(false),
        (None, Some(at)) => drop(lines.remove(at)),
        (Some(record), Some(at)) => lines[at] = record.to_string(),
        (Some(record), None) => {
            fs::write(folder.join(&file), page(case))
                .with_context(|| format!("{file} cannot be written"))?;
            lines.push(record.to_string());
        }
    }
    Ok(true)
}

fn decided_at(case: &Case) -> Option<String> {
    case.decided.as_ref().map(|(_, at)| at.to_rfc3339())
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
        ("decided_at".to_owned(), decided_at(case).into()),
    ]);
    match field.split_once('.') {
        Some((outer, inner)) => record.insert(outer.to_owned(), json!({inner: verdict.truth})),
        None => record.insert(field.to_owned(), verdict.truth.clone()),
    };
    Some(record.into())
}
