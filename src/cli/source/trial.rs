//! What a trial of a source found, for people and for programs.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::cli::out::{self, say};
use crate::features::opportunities::words::{self, Standing};
use crate::features::reading::{Document, Reading};
use crate::features::sources::{self, Preview, Source, Tried};
use crate::platform::parts::Fact;

/// Shows what would be read.
///
/// # Errors
/// It cannot be written as JSON.
pub fn show(
    source: &Source,
    preview: &Preview,
    now: DateTime<Utc>,
    json: bool,
) -> anyhow::Result<()> {
    if json {
        return out::json(&json!({
            "listed": preview.listed,
            "more": preview.more,
            "cut": preview.cut,
            "items": preview.tried.iter().map(item).collect::<Vec<_>>(),
        }));
    }
    let listed = match preview.listed {
        1 => "1 item is listed".to_owned(),
        n => format!("{n} items are listed"),
    };
    let more = if preview.more { ", and more pages follow" } else { "" };
    say!("{listed}{more}. What would be read, with nothing written:");
    for tried in &preview.tried {
        match &tried.calls {
            Ok(calls) => calls.iter().for_each(|call| show_call(source, tried, call, now)),
            Err(reason) => {
                say!("\n{}\n{}", tried.item.title, tried.item.url);
                say!("  It was not read: {reason}.");
            }
        }
    }
    Ok(())
}

fn item(tried: &Tried) -> Value {
    let (calls, refused) = match &tried.calls {
        Ok(calls) => (calls.iter().map(|(_, reading)| json!(reading)).collect(), None),
        Err(reason) => (Vec::new(), Some(reason)),
    };
    json!({
        "listed_as": tried.item.title, "url": tried.item.url, "not_read": refused, "calls": calls,
    })
}

fn show_call(
    source: &Source,
    tried: &Tried,
    (document, reading): &(Document, Reading),
    now: DateTime<Utc>,
) {
    // The name that was read; a list may only have "Read more" for it.
    let title = reading.title.as_ref().map_or(&tried.item.title, |title| &title.value);
    let url = document.url.as_ref().unwrap_or(&tried.item.url);
    say!("\n{title}\n{url}");
    if let Some(why) = &reading.not_a_call {
        say!("  It is no call: {}.", why.value.reason());
        return;
    }
    let place = Standing { text: &document.text, url: url.as_str(), source: &source.name };
    for fact in words::facts(reading, now, place) {
        show_fact(&fact);
    }
    for warning in &reading.warnings {
        say!("  To look at: {}", sources::warning_in_words(warning));
    }
}

fn show_fact(fact: &Fact) {
    let value = fact.value.in_words();
    let badge = fact.badge.as_ref().map(|badge| format!(" ({})", badge.words.to_lowercase()));
    say!(
        "  {:20} {}{}",
        fact.label,
        value.as_deref().unwrap_or("not stated"),
        badge.unwrap_or_default()
    );
    for evidence in &fact.evidence {
        if let Some(quote) = &evidence.quote
            && value.as_deref() != Some(&quote.words)
        {
            let words: Vec<&str> = quote.words.split_whitespace().collect();
            say!("  {:20} “{}”", "", words.join(" "));
        }
    }
}
