//! How long it takes to rank one artist against every open call: the index in memory, and the way a page
//! takes without it, which reads every open call from the database and ranks them all. Both are asked in
//! turn in one run, so that their ratio holds whatever else the machine does; before anything is timed,
//! their answers must be the same. Measured with few calls, ten times and a hundred times as many, so
//! that the cost of one call more can be told from what is judged once for an artist.

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
use crate::features::matching::{self, Call, Feedback, fold_editions, made, rank};
use crate::features::opportunities;
use crate::features::profiles::Artist;
use crate::features::reading::Reading;
use crate::platform::postgres::scratch::{Held, Scratch};

/// So many artists are ranked by the index.
const ARTISTS: u64 = 300;
/// The way through the database is gone until so many calls were read, twice at least.
const READ: usize = 100_000;
/// As many calls as a page shows.
const PAGE: usize = 20;

/// What is measured.
#[derive(Debug, Serialize)]
struct Measured {
    artists: u64,
    steps: Vec<Step>,
    growth: Option<Growth>,
}

/// Both ways with so many calls.
#[derive(Debug, Serialize)]
struct Step {
    calls: usize,
    /// Putting into the index what the step before did not hold.
    build_ms: f64,
    index: Line,
    /// Reading all open calls from the database and ranking them.
    sql: Line,
    /// How many times longer that takes than the index, both at their middle.
    ratio: f64,
}

/// Times of one way.
#[derive(Debug, Serialize)]
struct Line {
    runs: usize,
    p50_ms: f64,
    p99_ms: f64,
}

/// How the time of the index grows from the last step but one to the last.
#[derive(Debug, Serialize)]
struct Growth {
    /// So many times as many calls.
    calls: f64,
    /// Take so many times as long, at the middle.
    time: f64,
    /// What one call more costs.
    ns_per_call: f64,
    /// What is left where there are no calls: judging what calls share.
    fixed_ms: f64,
}

/// An artist with what follows from their marks.
struct Asking {
    artist: Artist,
    feedback: Feedback,
}

/// Measures and prints.
pub async fn run(calls: u64, json: bool, data: &Path) -> anyhow::Result<()> {
    let today = NaiveDate::from_ymd_opt(2027, 3, 1).context("a day")?;
    // As a reading meets an artist: what each organiser asks anew is bound to it.
    let call = |n: u64| (Uuid::from_u128(u128::from(n) + 1), made::call(n, today).meant());
    let made: Vec<(Uuid, Reading)> = (0..calls).map(call).collect();
    let asking: Vec<Asking> = (0..ARTISTS).map(|number| Asking::of(number, today)).collect();
    let database = Database::open(data, today).await?;
    let mut index = Index::new(today);
    let mut steps = Vec::new();
    for size in [made.len() / 100, made.len() / 10, made.len()] {
        let more = &made[index.len()..size.max(index.len())];
        let started = Instant::now();
        more.iter().for_each(|(id, reading)| index.put(*id, reading));
        let build = started.elapsed();
        same_answers(&index, &made[..index.len()], &asking, today)?;
        database.fill(more).await?;
        steps.push(step(&index, &database, &asking, build).await?);
    }
    database.pool.close().await;
    print(&Measured { artists: ARTISTS, growth: Growth::of(&steps), steps }, json)
}

/// Asks both ways in turn.
async fn step(
    index: &Index,
    database: &Database,
    asking: &[Asking],
    build: Duration,
) -> anyhow::Result<Step> {
    let slow_runs = (READ / index.len().max(1)).clamp(2, 20);
    let each = asking.len().div_ceil(slow_runs);
    let (mut slow, mut fast) = (Vec::new(), Vec::new());
    for part in asking.chunks(each.max(1)) {
        fast.extend(part.iter().map(|one| one.time(index)));
        let Some(first) = part.first() else { continue };
        let started = Instant::now();
        let best = database.whole_way(first).await?;
        slow.push(started.elapsed());
        ensure!(best == first.page(index), "the database answers otherwise");
    }
    let (index, sql, calls) = (Line::of(fast), Line::of(slow), index.len());
    let ratio = (sql.p50_ms / index.p50_ms * 10.0).round() / 10.0;
    Ok(Step { calls, build_ms: ms(build), index, sql, ratio })
}

/// The index against the slow path, whole lists, for a few artists.
fn same_answers(
    index: &Index,
    calls: &[(Uuid, Reading)],
    asking: &[Asking],
    today: NaiveDate,
) -> anyhow::Result<()> {
    let few = if calls.len() > 30_000 { 2 } else { 12 };
    for Asking { artist, feedback } in asking.iter().take(few) {
        let open = calls.iter().map(|(id, reading)| Call { id: *id, reading });
        let slow = rank(open, artist, feedback, today);
        let matches = fold_editions(slow.matches.iter().collect());
        let matches: Vec<_> = matches.iter().map(|(one, _)| (one.id, one.score.total)).collect();
        let closed: Vec<_> =
            slow.not_eligible.iter().map(|one| (one.id, one.score.total)).collect();
        for (side, slow) in [(Side::Matches, matches), (Side::NotEligible, closed)] {
            let fast = index.ask(artist, feedback, side, &HashSet::new()).page(0, calls.len());
            let fast: Vec<(Uuid, u32)> = fast.iter().map(|hit| (hit.id, hit.total)).collect();
            ensure!(fast == slow, "the index answers otherwise");
        }
    }
    Ok(())
}

impl Asking {
    fn of(number: u64, today: NaiveDate) -> Self {
        let artist = made::artist(number);
        let feedback = made::feedback(number, 0, &artist, today);
        Self { artist, feedback }
    }

    /// The first page by the index.
    fn page(&self, index: &Index) -> Vec<Uuid> {
        let standings = index.ask(&self.artist, &self.feedback, Side::Matches, &HashSet::new());
        standings.page(0, PAGE).iter().map(|hit| hit.id).collect()
    }

    fn time(&self, index: &Index) -> Duration {
        let started = Instant::now();
        std::hint::black_box(std::hint::black_box(self).page(index));
        started.elapsed()
    }
}

/// A database of its own on a throw-away server.
struct Database {
    pool: PgPool,
    today: NaiveDate,
    now: DateTime<Utc>,
    // The server stays, and the database on it, for as long as these do.
    _scratch: Scratch,
    _held: Held,
}

impl Database {
    async fn open(data: &Path, today: NaiveDate) -> anyhow::Result<Self> {
        let program = std::env::current_exe()?;
        let data = data.to_owned();
        let scratch = tokio::task::spawn_blocking(move || Scratch::join(&program, &data)).await??;
        let name = format!("proletto_bench_{}", Uuid::now_v7().simple());
        let held = scratch.hold(&name)?;
        let mut admin = PgConnection::connect_with(&scratch.options("postgres")).await?;
        matching::made_database(&mut admin, &name).await?;
        let options = scratch.options(&name);
        let pool = PgPoolOptions::new().max_connections(2).connect_with(options).await?;
        MIGRATOR.run(&pool).await?;
        let now = today.and_hms_opt(12, 0, 0).context("noon")?.and_utc();
        Ok(Self { pool, today, now, _scratch: scratch, _held: held })
    }

    async fn fill(&self, calls: &[(Uuid, Reading)]) -> anyhow::Result<()> {
        for part in calls.chunks(1_000) {
            matching::fill(&self.pool, part, self.now).await?;
        }
        Ok(())
    }

    /// What a page does without the index.
    async fn whole_way(&self, Asking { artist, feedback }: &Asking) -> anyhow::Result<Vec<Uuid>> {
        let calls = opportunities::open(&self.pool, self.now).await?;
        let calls = calls.iter().map(|call| Call { id: call.id.0, reading: &call.reading });
        let ranking = rank(calls, artist, feedback, self.today);
        let shown = fold_editions(ranking.matches.iter().collect());
        Ok(shown.iter().take(PAGE).map(|(one, _)| one.id).collect())
    }
}

impl Line {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: usize| {
            times.get((times.len() * share / 100).min(times.len().saturating_sub(1)))
        };
        let at = |share| at(share).copied().map_or(0.0, ms);
        Self { runs: times.len(), p50_ms: at(50), p99_ms: at(99) }
    }
}

impl Growth {
    fn of(steps: &[Step]) -> Option<Self> {
        let [.., before, last] = steps else { return None };
        let more = last.calls.checked_sub(before.calls).filter(|more| *more > 0)? as f64;
        let per_call = (last.index.p50_ms - before.index.p50_ms) / more;
        let rounded = |number: f64| (number * 100.0).round() / 100.0;
        Some(Self {
            calls: rounded(last.calls as f64 / before.calls.max(1) as f64),
            time: rounded(last.index.p50_ms / before.index.p50_ms),
            ns_per_call: rounded(per_call * 1e6),
            fixed_ms: rounded((before.index.p50_ms - per_call * before.calls as f64).max(0.0)),
        })
    }
}

fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn print(measured: &Measured, json: bool) -> anyhow::Result<()> {
    if json {
        return out::json(measured);
    }
    say!("The answers are the same: ids, scores and order, on both sides.\n");
    say!("{:34} {:>9} {:>6} {:>10} {:>10}", "", "calls", "runs", "p50 ms", "p99 ms");
    for step in &measured.steps {
        let row = |name: &str, line: &Line| {
            let Line { runs, p50_ms, p99_ms } = line;
            say!("{name:34} {:>9} {runs:>6} {p50_ms:>10.3} {p99_ms:>10.3}", step.calls);
        };
        row("index in memory", &step.index);
        row("every call from SQL, then ranked", &step.sql);
        let Step { ratio, build_ms, .. } = step;
        say!("    without the index {ratio:.0} times as long; built in {build_ms:.0} ms\n");
    }
    if let Some(Growth { calls, time, ns_per_call, fixed_ms }) = &measured.growth {
        say!(
            "{calls:.0} times the calls take {time:.1} times as long: about {ns_per_call:.0} ns for each"
        );
        say!("call more, and {fixed_ms:.2} ms for what is judged once for an artist.");
    }
    Ok(())
}
