//! "Local artists": those who live near, where the call does not say how near.

use std::sync::LazyLock;

use super::Rule;
use super::origin::Found;
use super::scope::{PERSON, tail};
use crate::features::reading::Country;
use crate::features::reading::pattern::Pattern;

static LOCAL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b(?:local|area|locally based|locally-based|resident local|lokale[nr]?|locaux|locales?|locais|locali)\s+(?:[\w-]+\s+(?:and |or |& )?){{0,2}}?{PERSON}\b|\b(?:artistes|artistas|artisti|künstler\w*)\s+(?:locaux|locales|locais|locali|vor ort)\b|\b{PERSON} from the (?:local )?(?:area|region|community)\b"
    ))
});

/// The call goes out to them.
static INVITES: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:invit\w+|seek\w*|looking for|calling|call(?:s)? (?:for|to|on|out)|open (?:only )?to|only|limited to|restricted to|reserved for|exclusively for|must be|invite|convoca|busca|sucht|cherche|cerca)\s+(?:all\s+)?(?:[\w-]+,?\s+){0,3}$",
    )
});

/// It is not only for them.
static OTHERS_TOO: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:national(?:ly)?|international\w*|beyond|visiting|elsewhere|abroad|non[- ]local|regional|interstate|support(?:s|ing)? local|promot\w+ local|celebrat\w+ local|alongside|such as|including|nacional\w*|internacional\w*|nationa\w+|internationa\w+|überregional\w*)\b",
    )
});

/// That one has to live near; where near is, only the call knows.
pub(super) fn local(passage: &str, home: Option<Country>) -> Option<Found> {
    if OTHERS_TOO.is_match(passage) {
        return None;
    }
    let hit = LOCAL.find_iter(passage).find(|hit| invites(tail(passage, hit.start(), 60)))?;
    let area = Some("the local area".to_owned());
    let countries = home.into_iter().collect();
    Some((Rule::Residence { countries, area, months: None }, hit.range()))
}

/// Nothing but adjectives stands between the invitation and them.
fn invites(before: &str) -> bool {
    let Some(hit) = INVITES.find(before) else { return false };
    let words = hit.as_str().split_whitespace();
    !words.skip(1).any(|word| ["with", "from", "by", "of", "between", "where"].contains(&word))
}

/// "Ihren Wohnort im Bundesgebiet haben", "国内に住み": those who live in the country of the call, unnamed.
pub(super) fn domestic(passage: &str, home: Option<Country>) -> Option<Found> {
    static DOMESTIC: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:wohn\w*|erstwohnsitz|leb(?:en|t)|ansässig)\b[^.;]{0,30}\bim (?:bundesgebiet|inland)|\b(?:resid\w+|liv(?:e|ing)|based|domicil\w+|résid\w+|viv\w+|habit\w+|risied\w+)\b[^.;]{0,12}\b(?:in the (?:same )?country|en el (?:país|territorio nacional)|no (?:país|território nacional)|sur le territoire national|nel territorio nazionale|en territori(?:o)? (?:nacional|español|espanyol))\b|国内(?:に|を拠点に|で)(?:在住|住|居住|活動)|국내(?:에)?\s?거주",
        )
    });
    let hit = DOMESTIC.find(passage)?;
    let home = home.or_else(|| Country::new("DE").filter(|_| hit.as_str().contains("undesgebiet")));
    Some((Rule::Residence { countries: vec![home?], area: None, months: None }, hit.range()))
}
