//! A report as lines for a terminal.

use std::fmt::Write;

use super::judged::Outcome;
use super::pairs::Told;
use super::ranking::Order;
use super::report::Report;
use super::statistics::Interval;

/// The tables, in the order of the report.
pub fn plain(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = fields(report, &mut out);
    let _ = rest(report, &mut out);
    let _ = ranking(report, &mut out);
    for problem in &report.problems {
        let _ = writeln!(out, "Note: {problem}");
    }
    out
}

fn fields(report: &Report, out: &mut String) -> std::fmt::Result {
    if report.pages == 0 {
        return Ok(());
    }
    writeln!(out, "{} pages, read by edition {} of the readers.\n", report.pages, report.edition)?;
    writeln!(
        out,
        "{:34} {:>6} {:>6} {:>8} {:>8} {:>8}   right or rightly unknown, 95 % interval",
        "", "right", "wrong", "invented", "missing", "unknown"
    )?;
    for (field, counts) in &report.fields {
        writeln!(
            out,
            "{field:34} {:>6} {:>6} {:>8} {:>8} {:>8}   {}",
            counts.right,
            counts.wrong,
            counts.invented,
            counts.missing,
            counts.rightly_unknown,
            percent(counts.good)
        )?;
    }
    writeln!(
        out,
        "wrong: another value, or one where the text has none (those are counted again as invented).\n\
         missing: silently not read. unknown: the text does not say, and none was read.\n"
    )?;
    for (field, members) in &report.members {
        writeln!(
            out,
            "Each of {field}: {} right, {} that the label does not have, {} missing.",
            members.right, members.extra, members.missing
        )?;
    }
    if let Some(hard) = &report.hard_rules {
        writeln!(
            out,
            "Rules that shut people out: {} found, {} about something else, {} missing: {}; {} invented.\n",
            hard.right,
            hard.wrong,
            hard.missing,
            percent(hard.found),
            hard.invented
        )?;
    }
    Ok(())
}

fn rest(report: &Report, out: &mut String) -> std::fmt::Result {
    for noise in &report.not_a_call {
        let should = if noise.calls { "none should be" } else { "all should be" };
        let (file, refused, entries) = (&noise.file, noise.refused, noise.entries);
        writeln!(out, "{file}: {refused} of {entries} refused, {should}: {}", percent(noise.good))?;
    }
    if let Some(found) = &report.duplicates {
        let row = |told: Told| format!("{:>6} {:>6} {:>10}", told.same, told.maybe, told.different);
        writeln!(
            out,
            "\n{:16} {:>6} {:>6} {:>10}",
            "Duplicates, told", "same", "maybe", "different"
        )?;
        writeln!(out, "{:16} {}", "one call", row(found.same))?;
        writeln!(out, "{:16} {}", "two calls", row(found.different))?;
        writeln!(
            out,
            "merged of those that are one: {}; merged or shown to a person: {}; falsely merged: {}",
            percent(found.recall),
            percent(found.recall_with_maybe),
            percent(found.false_merge)
        )?;
    }
    Ok(())
}

fn ranking(report: &Report, out: &mut String) -> std::fmt::Result {
    let Some(ranked) = &report.ranking else { return Ok(()) };
    writeln!(out, "\nRanking, {} artists, {} labels", ranked.artists, ranked.labels)?;
    writeln!(out, "{:18} {:26} {:26} ineligible in top 10", "", "nDCG@10", "precision@5")?;
    let orders: [(&str, &Order); 4] = [
        ("ours", &ranked.ours),
        ("newest", &ranked.newest),
        ("nearest deadline", &ranked.nearest_deadline),
        ("plain full-text", &ranked.full_text),
    ];
    for (name, order) in orders {
        let (ndcg, precision) = (decimals(order.ndcg10), decimals(order.precision5));
        writeln!(out, "{name:18} {ndcg:26} {precision:26} {}", order.ineligible10)?;
    }
    writeln!(
        out,
        "Pairs that a rule excludes: {}; closed {}, left open {}, passed {}. Wrongly closed: {}.",
        ranked.hard_ineligible,
        ranked.closed,
        ranked.left_open,
        ranked.passed,
        ranked.wrongly_closed
    )
}

/// Each disagreement: file, field, label, reading, and the words it was read from.
pub fn misses(report: &Report) -> String {
    let mut out = String::new();
    for miss in &report.disagreements {
        let how = match miss.outcome {
            Outcome::Invented => "invented",
            Outcome::Missing => "missing",
            _ => "wrong",
        };
        let _ = writeln!(out, "{} {} {how}", miss.file, miss.field);
        let _ = writeln!(out, "    expected {}", miss.expected);
        let _ = writeln!(out, "    got      {}", miss.got);
        if let Some(quote) = &miss.quote {
            let _ = writeln!(out, "    from     «{}»", quote.replace('\n', " "));
        }
    }
    for noise in &report.not_a_call {
        for title in &noise.misjudged {
            let how = if noise.calls { "refused" } else { "not refused" };
            let _ = writeln!(out, "{} {how}: {title}", noise.file);
        }
    }
    for pair in report.duplicates.iter().flat_map(|found| &found.disagreements) {
        let _ = writeln!(out, "{} and {}: {}, told {}", pair.a, pair.b, pair.expected, pair.got);
        for reason in &pair.reasons {
            let _ = writeln!(out, "    {reason}");
        }
    }
    for (artist, own) in report.ranking.iter().flat_map(|ranked| &ranked.each) {
        let _ = writeln!(out, "{artist}: nDCG@10 {:.3}", own.ndcg10);
        for shown in &own.top {
            let hard = if shown.hard_ineligible { " EXCLUDED" } else { "" };
            let _ = writeln!(
                out,
                "    {:>3} grade {}{hard} {}",
                shown.score, shown.grade, shown.opportunity
            );
        }
        for (file, words) in &own.wrongly_closed {
            let _ = writeln!(out, "    wrongly closed: {file}: {words}");
        }
        for file in &own.passed {
            let _ = writeln!(out, "    not seen to exclude: {file}");
        }
    }
    out
}

fn percent(interval: Option<Interval>) -> String {
    interval.map_or_else(
        || "nothing to measure".into(),
        |of| format!("{:.1} % ({:.1} to {:.1})", of.value * 100.0, of.low * 100.0, of.high * 100.0),
    )
}

fn decimals(interval: Option<Interval>) -> String {
    interval
        .map_or_else(String::new, |of| format!("{:.3} ({:.3} to {:.3})", of.value, of.low, of.high))
}
