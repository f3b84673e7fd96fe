//! How long it takes to rank one artist against every open call: the index in memory, and the way a page
//! takes without it, which reads every open call from the database and ranks them all. Both are asked in
//! turn in one run, so that their ratio holds whatever else the machine does; before anything is timed,
//! their answers must be the same.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection, PgConnection, PgPool};
use uuid::Uuid;

use crate::MIGRATOR;
use crate::cli::out::{self, say};
use crate::features::matching::index::{Index, Side};
use crate::features::matching::{self, Call, Feedback, made, rank};
use crate::features::opportunities;
use crate::features::profiles::Artist;
use crate::features::reading::Reading;
use crate::platform::postgres::scratch::Scratch;

/// So many artists are ranked; the first of them by both ways.
const ARTISTS: u64 = 300;
/// So many times the whole way through the database is gone.
const SLOW: u64 = 3;
/// As many calls as a page shows.
const PAGE: usize = 20;

/// What is measured.
#[derive(Debug, Serialize)]
struct Measured {
    calls: u64,
    artists: u64,
    /// Making the index of all calls, once.
    build_ms: f64,
    index: Vec<Line>,
    /// Reading all open calls from the database and ranking them.
    sql: Option<Line>,
    /// How many times longer that takes than the index, both at their middle.
    ratio: Option<f64>,
}

/// Times of one way with so many calls.
#[derive(Debug, Serialize)]
struct Line {
    calls: u64,
    runs: usize,
    p50_ms: f64,
    p99_ms: f64,
}

/// Measures and prints.
pub async fn run(calls: u64, json: bool, data: &Path) -> anyhow::Result<()> {
    let today = NaiveDate::from_ymd_opt(2027, 3, 1).context("a day")?;
    let made: Vec<(Uuid, Reading)> =
        (0..calls).map(|n| (Uuid::from_u128(u128::from(n) + 1), made::call(n, today))).collect();
    let mut lines = Vec::new();
    let mut index = Index::new(today);
    let mut build = Duration::ZERO;
    for part in [calls / 4, calls / 2, calls] {
        let started = Instant::now();
        let more = made.iter().take(usize::try_from(part)?).skip(index.len());
        more.for_each(|(id, reading)| index.put(*id, reading));
        build += started.elapsed();
        same_answers(&index, &made, today)?;
        let times: Vec<Duration> = (0..ARTISTS).map(|n| time(&index, &made::artist(n))).collect();
        lines.push(Line::of(part, times));
    }
    let (sql, fast) = through_the_database(&index, &made, today, data).await?;
    let sql = Line::of(calls, sql);
    let ratio = sql.p50_ms / Line::of(calls, fast).p50_ms;
    let measured = Measured {
        calls,
        artists: ARTISTS,
        build_ms: ms(build),
        index: lines,
        sql: Some(sql),
        ratio: Some(ratio),
    };
    print(&measured, json)
}

/// The index against the slow path, whole lists, for a few artists.
fn same_answers(index: &Index, made: &[(Uuid, Reading)], today: NaiveDate) -> anyhow::Result<()> {
    let known = &made[..index.len()];
    let few = if known.len() > 30_000 { 2 } else { 12 };
    for number in 0..few {
        let artist = made::artist(number);
        let calls = known.iter().map(|(id, reading)| Call { id: *id, reading });
        let slow = rank(calls, &artist, &Feedback::default(), today);
        for (side, slow) in [(Side::Matches, slow.matches), (Side::NotEligible, slow.not_eligible)]
        {
            let fast = index
                .ask(&artist, &Feedback::default(), side, &HashSet::new())
                .page(0, known.len());
            let slow: Vec<(Uuid, u32)> = slow.iter().map(|one| (one.id, one.score.total)).collect();
            let fast: Vec<(Uuid, u32)> = fast.iter().map(|hit| (hit.id, hit.total)).collect();
            ensure!(fast == slow, "the index answers otherwise for artist {number}");
        }
    }
    Ok(())
}

fn time(index: &Index, artist: &Artist) -> Duration {
    let started = Instant::now();
    let standings = index.ask(
        std::hint::black_box(artist),
        &Feedback::default(),
        Side::Matches,
        &HashSet::new(),
    );
    std::hint::black_box(standings.page(0, PAGE));
    started.elapsed()
}

/// Both ways in turn, on a throw-away server: what each took.
async fn through_the_database(
    index: &Index,
    made: &[(Uuid, Reading)],
    today: NaiveDate,
    data: &Path,
) -> anyhow::Result<(Vec<Duration>, Vec<Duration>)> {
    let program = std::env::current_exe()?;
    let data = data.to_owned();
    let scratch = tokio::task::spawn_blocking(move || Scratch::join(&program, &data)).await??;
    let name = format!("proletto_bench_{}", Uuid::now_v7().simple());
    let _held = scratch.hold(&name)?;
    let mut admin = PgConnection::connect_with(&scratch.options("postgres")).await?;
    matching::made_database(&mut admin, &name).await?;
    let pool = PgPoolOptions::new().max_connections(2).connect_with(scratch.options(&name)).await?;
    MIGRATOR.run(&pool).await?;
    let now = today.and_hms_opt(12, 0, 0).context("noon")?.and_utc();
    for part in made.chunks(1_000) {
        matching::fill(&pool, part, now).await?;
    }
    let (mut slow, mut fast) = (Vec::new(), Vec::new());
    for number in 0..SLOW {
        let artist = made::artist(number);
        let started = Instant::now();
        let best = whole_way(&pool, &artist, today, now).await?;
        slow.push(started.elapsed());
        for _ in 0..10 {
            fast.push(time(index, &artist));
        }
        let hits =
            index.ask(&artist, &Feedback::default(), Side::Matches, &HashSet::new()).page(0, PAGE);
        ensure!(
            best == hits.iter().map(|hit| hit.id).collect::<Vec<_>>(),
            "the database answers otherwise"
        );
    }
    pool.close().await;
    Ok((slow, fast))
}

/// What a page does without the index.
async fn whole_way(
    pool: &PgPool,
    artist: &Artist,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Uuid>> {
    let calls = opportunities::open(pool, now).await?;
    let calls = calls.iter().map(|call| Call { id: call.id.0, reading: &call.reading });
    Ok(rank(calls, artist, &Feedback::default(), today)
        .matches
        .iter()
        .take(PAGE)
        .map(|one| one.id)
        .collect())
}

impl Line {
    fn of(calls: u64, mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: usize| {
            times.get((times.len() * share / 100).min(times.len().saturating_sub(1)))
        };
        let at = |share| at(share).copied().map_or(0.0, ms);
        Self { calls, runs: times.len(), p50_ms: at(50), p99_ms: at(99) }
    }
}

fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn print(measured: &Measured, json: bool) -> anyhow::Result<()> {
    if json {
        return out::json(measured);
    }
    say!("The answers are the same: ids, scores and order, on both sides.");
    say!("The index of {} calls was built in {:.0} ms.\n", measured.calls, measured.build_ms);
    say!("{:34} {:>9} {:>6} {:>10} {:>10}", "", "calls", "runs", "p50 ms", "p99 ms");
    let row = |name: &str, line: &Line| {
        say!(
            "{name:34} {:>9} {:>6} {:>10.3} {:>10.3}",
            line.calls,
            line.runs,
            line.p50_ms,
            line.p99_ms
        );
    };
    measured.index.iter().for_each(|line| row("index in memory", line));
    if let Some(sql) = &measured.sql {
        row("every call from SQL, then ranked", sql);
    }
    if let Some(ratio) = measured.ratio {
        say!("\nWithout the index it takes {ratio:.0} times as long.");
    }
    Ok(())
}
