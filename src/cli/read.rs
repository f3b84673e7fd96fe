//! `proletto read`: what is read in the page of a file, before anybody makes a source of where it came from.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::out::say;
use crate::features::quality::page_in;
use crate::features::reading::{Reading, read, split};

#[derive(Debug, Args)]
pub struct Options {
    /// Pages: HTML, Markdown, plain text (URL: and TITLE: lines at its head are understood), a JSON record
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// As JSON, a line for each call, with the text that the quotes point into
    #[arg(long)]
    json: bool,
}

/// Needs no settings and no database.
///
/// # Errors
/// A file cannot be read. The others are told all the same.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let mut failed = Vec::new();
    for file in &options.files {
        let page = match page_in(file) {
            Ok(page) => page,
            Err(why) => {
                failed.push(why);
                continue;
            }
        };
        for call in split(&page) {
            let reading = read(&call);
            let name = file.display();
            if options.json {
                say!("{}", json!({"file": file, "text": call.text, "reading": reading}));
            } else {
                say!("{name}\n{}", in_lines(&reading)?);
            }
        }
    }
    anyhow::ensure!(failed.is_empty(), "{}", failed.join("; "));
    Ok(())
}

/// Each fact in a line: where it stands in the reading, what it is, the words it rests on.
fn in_lines(reading: &Reading) -> anyhow::Result<String> {
    let mut lines = Vec::new();
    collect(&serde_json::to_value(reading)?, "", &mut lines);
    Ok(lines.join("\n") + "\n")
}

fn collect(part: &Value, name: &str, lines: &mut Vec<String>) {
    match part {
        Value::Object(fact) if fact.contains_key("evidence") => lines.push(told(part, name)),
        Value::Object(parts) => {
            for (key, part) in parts {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                collect(part, &name, lines);
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| collect(part, name, lines)),
        Value::Null => {}
        plain => lines.push(format!("  {name}: {plain}")),
    }
}

fn told(fact: &Value, name: &str) -> String {
    let words = fact["evidence"]["quote"]["words"].as_str().unwrap_or_default();
    let because = fact["because"].as_str().map(|why| format!(" ({why})")).unwrap_or_default();
    format!("  {name}: {}{because}\n      «{}»", fact["value"], words.replace('\n', " "))
}
