//! Time zones by abbreviation, by name and by place.

use std::ops::Range;

use chrono::{DateTime, Duration, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::lexer::{Kind, Token};

/// A zone as written and what it can mean.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct WrittenZone {
    /// Where it stands.
    pub(in super::super) at: Range<usize>,
    /// What it is taken for first: an IANA name or an offset. `None`: it could not be told.
    pub(in super::super) taken_as: Option<String>,
    zones: Vec<Tz>,
    /// Minutes east of UTC.
    offsets: Vec<i32>,
}

/// Abbreviation, the zones it is used for, and the offset it strictly names, in minutes. People write
/// "PST" in July; keeping both lets the earliest instant be told.
const ABBREVIATIONS: &[(&str, &[Tz], Option<i32>)] = &[
    ("utc", &[Tz::UTC], Some(0)),
    ("gmt", &[Tz::UTC, Tz::Europe__London], Some(0)),
    ("bst", &[Tz::Europe__London], Some(60)),
    ("wet", &[Tz::Europe__Lisbon], Some(0)),
    ("west", &[Tz::Europe__Lisbon], Some(60)),
    ("cet", &[Tz::Europe__Berlin], Some(60)),
    ("cest", &[Tz::Europe__Berlin], Some(120)),
    ("mez", &[Tz::Europe__Berlin], Some(60)),
    ("mesz", &[Tz::Europe__Berlin], Some(120)),
    ("eet", &[Tz::Europe__Helsinki], Some(120)),
    ("eest", &[Tz::Europe__Helsinki], Some(180)),
    ("msk", &[Tz::Europe__Moscow], Some(180)),
    ("est", &[Tz::America__New_York], Some(-300)),
    ("edt", &[Tz::America__New_York], Some(-240)),
    ("et", &[Tz::America__New_York], None),
    ("cst", &[Tz::America__Chicago], Some(-360)),
    ("cdt", &[Tz::America__Chicago], Some(-300)),
    ("ct", &[Tz::America__Chicago], None),
    ("mst", &[Tz::America__Phoenix, Tz::America__Denver], Some(-420)),
    ("mdt", &[Tz::America__Denver], Some(-360)),
    ("mt", &[Tz::America__Denver], None),
    ("pst", &[Tz::America__Los_Angeles], Some(-480)),
    ("pdt", &[Tz::America__Los_Angeles], Some(-420)),
    ("pt", &[Tz::America__Los_Angeles], None),
    ("akst", &[Tz::America__Anchorage], Some(-540)),
    ("akdt", &[Tz::America__Anchorage], Some(-480)),
    ("hst", &[Tz::Pacific__Honolulu], Some(-600)),
    ("ast", &[Tz::America__Halifax], Some(-240)),
    ("adt", &[Tz::America__Halifax], Some(-180)),
    ("nst", &[Tz::America__St_Johns], None),
    ("brt", &[Tz::America__Sao_Paulo], Some(-180)),
    ("clt", &[Tz::America__Santiago], None),
    ("cot", &[Tz::America__Bogota], Some(-300)),
    ("ist", &[Tz::Asia__Kolkata], Some(330)),
    ("jst", &[Tz::Asia__Tokyo], Some(540)),
    ("kst", &[Tz::Asia__Seoul], Some(540)),
    ("hkt", &[Tz::Asia__Hong_Kong], Some(480)),
    ("sgt", &[Tz::Asia__Singapore], Some(480)),
    ("myt", &[Tz::Asia__Kuala_Lumpur], Some(480)),
    ("pht", &[Tz::Asia__Manila], Some(480)),
    ("ict", &[Tz::Asia__Bangkok], Some(420)),
    ("wib", &[Tz::Asia__Jakarta], Some(420)),
    ("gst", &[Tz::Asia__Dubai], Some(240)),
    ("aest", &[Tz::Australia__Brisbane, Tz::Australia__Sydney], Some(600)),
    ("aedt", &[Tz::Australia__Sydney], Some(660)),
    ("aet", &[Tz::Australia__Sydney], None),
    ("acst", &[Tz::Australia__Darwin, Tz::Australia__Adelaide], Some(570)),
    ("acdt", &[Tz::Australia__Adelaide], Some(630)),
    ("awst", &[Tz::Australia__Perth], Some(480)),
    ("nzst", &[Tz::Pacific__Auckland], Some(720)),
    ("nzdt", &[Tz::Pacific__Auckland], Some(780)),
    ("nzt", &[Tz::Pacific__Auckland], None),
    ("sast", &[Tz::Africa__Johannesburg], Some(120)),
    ("eat", &[Tz::Africa__Nairobi], Some(180)),
    ("cat", &[Tz::Africa__Harare], Some(120)),
    ("wat", &[Tz::Africa__Lagos], Some(60)),
    ("aoe", &[Tz::Etc__GMTPlus12], Some(-720)),
];

/// Places whose time is named in words ("Paris time", "hora de Bogotá"), folded.
const PLACES: &[(&str, Tz)] = &[
    ("anywhere on earth", Tz::Etc__GMTPlus12),
    ("southeast asia", Tz::Asia__Bangkok),
    ("se asia", Tz::Asia__Bangkok),
    ("central european", Tz::Europe__Berlin),
    ("central europe", Tz::Europe__Berlin),
    ("eastern european", Tz::Europe__Helsinki),
    ("western european", Tz::Europe__Lisbon),
    ("greenwich mean", Tz::Europe__London),
    ("coordinated universal", Tz::UTC),
    ("australian eastern", Tz::Australia__Sydney),
    ("australian central", Tz::Australia__Adelaide),
    ("australian western", Tz::Australia__Perth),
    ("us eastern", Tz::America__New_York),
    ("us pacific", Tz::America__Los_Angeles),
    ("us central", Tz::America__Chicago),
    ("eastern", Tz::America__New_York),
    ("central", Tz::America__Chicago),
    ("mountain", Tz::America__Denver),
    ("pacific", Tz::America__Los_Angeles),
    ("alaska", Tz::America__Anchorage),
    ("hawaii", Tz::Pacific__Honolulu),
    ("atlantic", Tz::America__Halifax),
    ("arizona", Tz::America__Phoenix),
    ("new york", Tz::America__New_York),
    ("los angeles", Tz::America__Los_Angeles),
    ("chicago", Tz::America__Chicago),
    ("toronto", Tz::America__Toronto),
    ("vancouver", Tz::America__Vancouver),
    ("ciudad de mexico", Tz::America__Mexico_City),
    ("mexico city", Tz::America__Mexico_City),
    ("mexico", Tz::America__Mexico_City),
    ("cdmx", Tz::America__Mexico_City),
    ("bogota", Tz::America__Bogota),
    ("colombia", Tz::America__Bogota),
    ("lima", Tz::America__Lima),
    ("peru", Tz::America__Lima),
    ("quito", Tz::America__Guayaquil),
    ("ecuador", Tz::America__Guayaquil),
    ("santiago", Tz::America__Santiago),
    ("chile", Tz::America__Santiago),
    ("buenos aires", Tz::America__Argentina__Buenos_Aires),
    ("argentina", Tz::America__Argentina__Buenos_Aires),
    ("montevideo", Tz::America__Montevideo),
    ("la paz", Tz::America__La_Paz),
    ("brasilia", Tz::America__Sao_Paulo),
    ("sao paulo", Tz::America__Sao_Paulo),
    ("madrid", Tz::Europe__Madrid),
    ("espana peninsular", Tz::Europe__Madrid),
    ("peninsular", Tz::Europe__Madrid),
    ("espana", Tz::Europe__Madrid),
    ("spain", Tz::Europe__Madrid),
    ("lisbon", Tz::Europe__Lisbon),
    ("lisboa", Tz::Europe__Lisbon),
    ("portugal", Tz::Europe__Lisbon),
    ("paris", Tz::Europe__Paris),
    ("bruxelles", Tz::Europe__Brussels),
    ("brussels", Tz::Europe__Brussels),
    ("berlin", Tz::Europe__Berlin),
    ("vienna", Tz::Europe__Vienna),
    ("rome", Tz::Europe__Rome),
    ("roma", Tz::Europe__Rome),
    ("italian", Tz::Europe__Rome),
    ("amsterdam", Tz::Europe__Amsterdam),
    ("dutch", Tz::Europe__Amsterdam),
    ("copenhagen", Tz::Europe__Copenhagen),
    ("oslo", Tz::Europe__Oslo),
    ("stockholm", Tz::Europe__Stockholm),
    ("helsinki", Tz::Europe__Helsinki),
    ("finnish", Tz::Europe__Helsinki),
    ("athens", Tz::Europe__Athens),
    ("istanbul", Tz::Europe__Istanbul),
    ("turkey", Tz::Europe__Istanbul),
    ("moscow", Tz::Europe__Moscow),
    ("london", Tz::Europe__London),
    ("uk", Tz::Europe__London),
    ("british summer", Tz::Europe__London),
    ("british", Tz::Europe__London),
    ("irish", Tz::Europe__Dublin),
    ("dublin", Tz::Europe__Dublin),
    ("dakar", Tz::Africa__Dakar),
    ("lagos", Tz::Africa__Lagos),
    ("nigerian", Tz::Africa__Lagos),
    ("west africa", Tz::Africa__Lagos),
    ("east africa", Tz::Africa__Nairobi),
    ("nairobi", Tz::Africa__Nairobi),
    ("central africa", Tz::Africa__Harare),
    ("south african", Tz::Africa__Johannesburg),
    ("south africa", Tz::Africa__Johannesburg),
    ("cairo", Tz::Africa__Cairo),
    ("beirut", Tz::Asia__Beirut),
    ("dubai", Tz::Asia__Dubai),
    ("gulf", Tz::Asia__Dubai),
    ("uae", Tz::Asia__Dubai),
    ("qatar", Tz::Asia__Qatar),
    ("doha", Tz::Asia__Qatar),
    ("india", Tz::Asia__Kolkata),
    ("indian", Tz::Asia__Kolkata),
    ("bangkok", Tz::Asia__Bangkok),
    ("thailand", Tz::Asia__Bangkok),
    ("jakarta", Tz::Asia__Jakarta),
    ("singapore", Tz::Asia__Singapore),
    ("malaysia", Tz::Asia__Kuala_Lumpur),
    ("malaysian", Tz::Asia__Kuala_Lumpur),
    ("philippine", Tz::Asia__Manila),
    ("manila", Tz::Asia__Manila),
    ("hong kong", Tz::Asia__Hong_Kong),
    ("taipei", Tz::Asia__Taipei),
    ("taiwan", Tz::Asia__Taipei),
    ("china", Tz::Asia__Shanghai),
    ("beijing", Tz::Asia__Shanghai),
    ("shanghai", Tz::Asia__Shanghai),
    ("korea", Tz::Asia__Seoul),
    ("korean", Tz::Asia__Seoul),
    ("seoul", Tz::Asia__Seoul),
    ("japan", Tz::Asia__Tokyo),
    ("japanese", Tz::Asia__Tokyo),
    ("tokyo", Tz::Asia__Tokyo),
    ("sydney", Tz::Australia__Sydney),
    ("melbourne", Tz::Australia__Melbourne),
    ("canberra", Tz::Australia__Sydney),
    ("brisbane", Tz::Australia__Brisbane),
    ("queensland", Tz::Australia__Brisbane),
    ("perth", Tz::Australia__Perth),
    ("adelaide", Tz::Australia__Adelaide),
    ("darwin", Tz::Australia__Darwin),
    ("hobart", Tz::Australia__Hobart),
    ("new zealand", Tz::Pacific__Auckland),
    ("auckland", Tz::Pacific__Auckland),
];

/// Words that lead to a place's name: "(horario de la Ciudad de México)".
const LEADING: &[&str] =
    &["hora", "horario", "heure", "ora", "horas", "heures", "ortszeit", "time", "uhr"];
const SMALL: &[&str] = &[
    "de", "la", "del", "da", "do", "di", "d", "l", "locale", "local", "oficial", "in", "en", "em",
];

/// The zone that begins at `tokens[at]`, and how many tokens it takes.
pub(super) fn zone(tokens: &[Token], at: usize, text: &str) -> Option<(WrittenZone, usize)> {
    let mut begin = at;
    while begin < at + 3 && matches!(sign(tokens, begin), Some('(' | ',' | '-' | '/')) {
        begin += 1;
    }
    let (taken_as, zones, offsets, length) = by_abbreviation(tokens, begin, text)
        .or_else(|| by_leading_word(tokens, begin))
        .or_else(|| by_place(tokens, begin))?;
    let last = tokens.get(begin + length - 1)?;
    let written = tokens[begin].start..last.end;
    let zone = WrittenZone { at: written, taken_as, zones, offsets };
    Some((zone, begin - at + length))
}

type Meaning = (Option<String>, Vec<Tz>, Vec<i32>, usize);

fn by_abbreviation(tokens: &[Token], at: usize, text: &str) -> Option<Meaning> {
    let word = word(tokens, at)?;
    let written = &text[tokens[at].start..tokens[at].end];
    let (_, zones, offset) = ABBREVIATIONS.iter().find(|(name, ..)| *name == word)?;
    // "west", "cat" and "eat" are words too.
    if !written.starts_with(char::is_uppercase)
        || (written.len() > 3 && word == "west" && written != "WEST")
    {
        return None;
    }
    if matches!(word, "utc" | "gmt")
        && let Some((minutes, length)) = signed_hours(tokens, at + 1)
    {
        return Some((Some(offset_name(minutes)), Vec::new(), vec![minutes], 1 + length));
    }
    if word == "mst" {
        let bracket = usize::from(sign(tokens, at + 1) == Some('('));
        if matches!(self::word(tokens, at + 1 + bracket), Some("az" | "arizona")) {
            let closing = usize::from(bracket == 1 && sign(tokens, at + 3) == Some(')'));
            let phoenix = Tz::America__Phoenix;
            return Some((
                Some(phoenix.name().into()),
                vec![phoenix],
                vec![],
                2 + bracket + closing,
            ));
        }
    }
    Some((
        zones.first().map(|z| z.name().to_owned()),
        zones.to_vec(),
        offset.iter().copied().collect(),
        1,
    ))
}

/// `+1`, `-05:00`, `+5.30` after "GMT" or "UTC".
fn signed_hours(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let negative = match sign(tokens, at)? {
        '+' => false,
        '-' => true,
        _ => return None,
    };
    let hours = number(tokens, at + 1).filter(|hours| *hours <= 14)?;
    let more = matches!(sign(tokens, at + 2), Some(':' | '.')) && tokens[at + 2].glued;
    let minutes = more.then(|| number(tokens, at + 3).filter(|m| *m < 60)).flatten();
    let total = i32::try_from(hours * 60 + minutes.unwrap_or(0)).ok()?;
    Some((if negative { -total } else { total }, if minutes.is_some() { 4 } else { 2 }))
}

fn offset_name(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// "hora de la Ciudad de México", "heure de Paris", "time in Berlin", "local time".
fn by_leading_word(tokens: &[Token], at: usize) -> Option<Meaning> {
    let first = word(tokens, at)?;
    if !LEADING.contains(&first) {
        let local = matches!(first, "local" | "lokale") && word(tokens, at + 1) == Some("time");
        return local.then(|| (None, vec![], vec![], 2));
    }
    let mut next = at + 1;
    while next < at + 5
        && (word(tokens, next).is_some_and(|w| SMALL.contains(&w))
            || sign(tokens, next) == Some('\''))
    {
        next += 1;
    }
    if next == at + 1 {
        return None;
    }
    if let Some((tz, length)) = place(tokens, next) {
        return Some((Some(tz.name().into()), vec![tz], vec![], next + length - at));
    }
    matches!(word(tokens, next - 1), Some("local" | "locale"))
        .then(|| (None, vec![], vec![], next - at))
}

/// "Pacific Standard Time", "Mexico City time", "Eastern".
fn by_place(tokens: &[Token], at: usize) -> Option<Meaning> {
    let (tz, length) = place(tokens, at)?;
    let mut next = at + length;
    let mut offset = None;
    if let Some(word @ ("standard" | "daylight" | "summer" | "mean" | "universal")) =
        word(tokens, next)
    {
        offset = match (tz, word) {
            (Tz::America__New_York, "standard") => Some(-300),
            (Tz::America__Chicago, "standard") => Some(-360),
            (Tz::America__Los_Angeles, "standard") => Some(-480),
            (Tz::Australia__Sydney, "standard") => Some(600),
            _ => None,
        };
        next += 1;
    }
    let timed = matches!(word(tokens, next), Some("time" | "timezone"));
    let known = matches!(
        tz,
        Tz::America__New_York | Tz::America__Los_Angeles | Tz::America__Denver | Tz::Etc__GMTPlus12
    );
    if !timed && !known {
        return None;
    }
    let length = next + usize::from(timed) - at;
    Some((Some(tz.name().into()), vec![tz], offset.into_iter().collect(), length))
}

fn place(tokens: &[Token], at: usize) -> Option<(Tz, usize)> {
    PLACES.iter().find_map(|(name, tz)| {
        let words = name.split(' ');
        let length = words.clone().count();
        words
            .enumerate()
            .all(|(i, part)| word(tokens, at + i) == Some(part))
            .then_some((*tz, length))
    })
}

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match &tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

fn sign(tokens: &[Token], at: usize) -> Option<char> {
    match tokens.get(at)?.kind {
        Kind::Sign(sign) => Some(sign),
        _ => None,
    }
}

fn number(tokens: &[Token], at: usize) -> Option<u32> {
    match tokens.get(at)?.kind {
        Kind::Number(value, _) => Some(value),
        _ => None,
    }
}

/// The earliest instant a wall time can mean: over all zones a written zone may stand for, or, where
/// none is written or known, where a day ends first (UTC+14).
pub(in super::super) fn earliest(wall: NaiveDateTime, zone: Option<&WrittenZone>) -> DateTime<Utc> {
    let by_offset = |minutes: i32| (wall - Duration::minutes(minutes.into())).and_utc();
    let Some(zone) = zone else { return by_offset(14 * 60) };
    let zones = zone.zones.iter().filter_map(|tz| {
        // In the hour that a change of clocks skips, the hour before it is the earlier reading.
        let local = tz.from_local_datetime(&wall).earliest();
        let local =
            local.or_else(|| tz.from_local_datetime(&(wall - Duration::hours(1))).earliest());
        local.map(|instant| instant.with_timezone(&Utc))
    });
    let offsets = zone.offsets.iter().map(|minutes| by_offset(*minutes));
    zones.chain(offsets).min().unwrap_or_else(|| by_offset(14 * 60))
}
