//! How long reading a text takes, and how that grows with its length. All figures come from one run, so
//! that their ratios hold whatever else the machine does.

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use serde::Serialize;

use crate::cli::out::{self, say};
use crate::features::reading::{Document, Hints, read};

/// Bytes of the texts; each is twice as long as the one before.
const SIZES: [usize; 4] = [20_000, 40_000, 80_000, 160_000];

/// Each text is read so often, and the quickest counts.
const TIMES: usize = 3;

/// What is repeated until a text is long enough: what calls are made of, then what would hurt a reader
/// that compares each thing with each other.
const TEXTS: [(&str, &str); 8] = [
    (
        "ordinary",
        "The Kelp Rooms in Kalmar, Sweden, invite painters and sculptors to apply for a residency of six \
         weeks. Each artist receives a stipend of 2,000 EUR, a studio and a room.\n\nWho may apply: artists \
         over 18 who live in Sweden or Finland.\n\nDeadline: 3 March 2027, 17:00 CET. Entry fee: none.\n\n",
    ),
    ("dates and fees on one line", "deadline 3 March 2027 fee $5 "),
    ("one letter", "a"),
    ("digits", "7"),
    ("names of places", "Georgia Paris, TX Santiago Miami, FL "),
    (
        "who does what",
        "Kelp Foundation presents Tide Gallery in Lund presented by the Reed Museum ",
    ),
    ("rules", "open to artists from Chile and Peru over 18 who must live in Orange County, "),
    ("fields", "Location: Lund\nHost: Kelp\nTags: residency, prize\nDeadline: 5 May: "),
];

/// One text of one length.
#[derive(Debug, Serialize)]
struct Line {
    text: &'static str,
    bytes: usize,
    ms: f64,
    ms_per_10_kb: f64,
    /// Milliseconds over those of half the length: 2 is linear.
    growth: Option<f64>,
}

/// Measures and prints.
pub fn run(json: bool) -> anyhow::Result<()> {
    // The tables are loaded once, not by the first text.
    time(TEXTS[0].1, 2000);
    let mut lines: Vec<Line> = Vec::new();
    for (name, part) in TEXTS {
        let mut half = None;
        for bytes in SIZES {
            let ms = time(part, bytes).as_secs_f64() * 1000.0;
            lines.push(Line {
                text: name,
                bytes,
                ms,
                ms_per_10_kb: ms * 10_000.0 / bytes as f64,
                growth: half.map(|half: f64| ms / half),
            });
            half = Some(ms);
        }
    }
    if json {
        return out::json(&lines);
    }
    say!("{:28} {:>8} {:>10} {:>14} {:>8}", "text", "bytes", "ms", "ms per 10 kB", "growth");
    for line in lines {
        let growth = line.growth.map_or(String::new(), |growth| format!("{growth:.2}"));
        say!(
            "{:28} {:>8} {:>10.1} {:>14.2} {growth:>8}",
            line.text,
            line.bytes,
            line.ms,
            line.ms_per_10_kb
        );
    }
    say!("growth: time over the time for half the length; 2 is linear.");
    Ok(())
}

/// The quickest of a few readings of a text of so many bytes.
fn time(part: &str, bytes: usize) -> Duration {
    let mut text = part.repeat(bytes / part.len() + 1);
    let end = (0..=bytes).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    text.truncate(end);
    let document = Document {
        url: None,
        title: None,
        text,
        links: Vec::new(),
        declared_language: None,
        fetched_on: NaiveDate::default(),
        posted_on: None,
        hints: Hints::default(),
    };
    (0..TIMES)
        .map(|_| {
            let started = Instant::now();
            std::hint::black_box(read(std::hint::black_box(&document)));
            started.elapsed()
        })
        .min()
        .unwrap_or_default()
}
