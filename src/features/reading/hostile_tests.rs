//! Texts made to hurt: whatever they hold, no reader panics, every quote stands, and the work grows with
//! the length of the text and no faster.

use super::read_tests::every_quote_stands;
use super::*;

/// Each is repeated until the text is long enough.
const PARTS: &[&str] = &[
    "deadline 3 March 2027 fee $5 ",
    "a",
    "é\u{301}",
    "7",
    "1.",
    "1,000,",
    ".",
    "? ",
    "\n",
    "a\n",
    "~~",
    "$1 ",
    "5 May: ",
    "3/4/2027\n",
    "January ",
    "applications closed ",
    "Deadline: open. ",
    "Location: Lund\n",
    "Host: Kelp\n",
    "Tags: residency\n",
    "Kelp Foundation presents ",
    "presented by the Reed Museum in Lund, Sweden ",
    "Georgia ",
    "Paris, TX ",
    "AZ, ",
    "artists from Chile and Peru, ",
    "must be over 18 and live in Orange County, ",
    "Members: $5 ",
    "painting, ",
    "no video or film, ",
    "https://a.example/apply ",
    "Open Call | ",
    "# Calls\n\n",
    "접수기간 2027.3.4 ",
    "فنان ",
];

fn repeated(part: &str, bytes: usize) -> Document {
    let text = part.repeat(bytes / part.len());
    Document { title: Some(text.clone()), ..Document::of_text(&text) }
}

#[test]
fn the_work_grows_with_the_length_of_the_text_and_no_faster() {
    for part in PARTS {
        let steps = |bytes: usize| {
            let document = repeated(part, bytes);
            effort::of(|| {
                let reading = read(&document);
                every_quote_stands(&reading, &document.text);
                split(&document);
            })
        };
        let (short, long) = (steps(4_000), steps(16_000));
        let told = format!("{part:?}: {short} steps, of a text four times as long {long}");
        assert!(long * 10 <= short * 42, "{told}");
        // Each byte is looked at by so many patterns and lists of phrases, not by all for each other one.
        assert!(long <= 16_000 * 640, "{told}");
    }
}

#[test]
fn what_is_too_long_to_read_is_said_to_be_unread() {
    let long = "Artists may apply for a residency. ".repeat(10_000);
    let reading = read(&Document::of_text(&long));
    every_quote_stands(&reading, &long);
    assert!(reading.warnings.iter().any(|it| matches!(it, Warning::LeftUnread { .. })));
    for part in ["5 May 2027\n", "prize $7 and then some\n"] {
        let document = repeated(part, 8_000);
        let warnings = read(&document).warnings;
        let unread = warnings.iter().any(|it| matches!(it, Warning::LeftUnread { .. }));
        assert!(unread, "{part:?}: {warnings:?}");
    }
    let ordinary = read(&Document::of_text("Artists may apply until 3 May 2027. Prize: $700."));
    assert!(!ordinary.warnings.iter().any(|it| matches!(it, Warning::LeftUnread { .. })));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn pieces_of_calls_in_any_order_and_script_make_no_reader_panic(
        title in proptest::option::of("\\PC{0,40}"),
        text in "(\\PC|[٠-٩]|[\u{300}-\u{30f}]|\u{200f}|\u{200d}|\u{1f3a8}|[0-9]{1,40}|\n|- |\\||: |~~|[$€£¥₹]|%|deadline |fee |Entry fee: |prize |up to |per month |aged |under |born after |only |must |no |not open to |citizens of |residents |artists from |[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4} |[0-9]{1,2} (May|mars|octubre|Januar) [0-9]{4} |Lyon, France |FL |Hosted by |Kelp Museum |invites |접수기간 |締切 |만원 |lakh |http://x.example/apply |@ ){0,90}",
    ) {
        let mut document = Document::of_text(&text);
        document.title = title;
        every_quote_stands(&read(&document), &text);
        for part in split(&document) {
            every_quote_stands(&read(&part), &part.text);
        }
    }
}
