//! Groups of countries that calls name as one: "African artists", "ASEAN nationals", "EU residents".

use std::ops::Range;
use std::sync::LazyLock;

use crate::features::reading::Country;
use crate::features::reading::pattern::Pattern;

const AFRICA: &str = "DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU MA MZ NA NE NG RW ST SN SC SL SO ZA SS SD TZ TG TN UG ZM ZW";
const ARAB: &str = "DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE";
const ASEAN: &str = "BN KH ID LA MY MM PH SG TH VN TL";
const EU: &str = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";
const EUROPE: &str = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE GB CH NO IS LI AL BA ME MK RS XK MD UA AD MC SM VA BY GE AM AZ TR";
const LATIN: &str = "AR BO BR CL CO CR CU DO EC SV GT HN MX NI PA PY PE PR UY VE HT";
const IBERO: &str = "AR BO BR CL CO CR CU DO EC SV GT HN MX NI PA PY PE PR UY VE ES PT AD";
const CARIBBEAN: &str =
    "AG BS BB CU DM DO GD HT JM KN LC VC TT PR GP MQ CW AW BM KY TC VG VI AI MS SX";
const NORDIC: &str = "DK FI IS NO SE GL FO AX";
const BALTIC: &str = "EE LV LT";
const VISEGRAD: &str = "CZ HU PL SK";
const BALKANS: &str = "AL BA XK ME MK RS";
const AMERICAS: &str = "US CA MX AR BO BR CL CO CR CU DO EC SV GT HN NI PA PY PE PR UY VE HT AG BS BB BZ DM GD GY JM KN LC SR VC TT";
const NORTH_AMERICA: &str = "US CA MX";
const PACIFIC: &str = "AU NZ FJ PG SB VU WS TO TV KI NR PW FM MH NC PF CK NU GU AS MP TK WF";
const SOUTH_ASIA: &str = "AF BD BT IN MV NP PK LK";
const MIDDLE_EAST: &str = "BH EG IR IQ IL JO KW LB OM PS QA SA SY TR AE YE";
const ASIA: &str = "AF AM AZ BH BD BT BN KH CN GE HK IN ID IR IQ IL JP JO KZ KW KG LA LB MO MY MV MN MM NP KP OM PK PS PH QA SA SG KR LK SY TW TJ TH TL TR TM AE UZ VN YE";
const NOT_SUB_SAHARAN: &str = "DZ EG LY MA TN";

/// Names of groups and their members. Longer names first where one holds another.
const GROUPS: &[(&str, &str)] = &[
    (r"sub[- ]saharan africa\w*|afrique subsaharienne|áfrica subsahariana", "sub-saharan"),
    (
        r"african union(?: member states)?|african continent|africans?|africa|afrique|africain(?:e|s|es)?|áfrica|african[oa]s?|afrika(?:nisch\w*)?",
        AFRICA,
    ),
    (
        r"arab (?:region|countr(?:y|ies)|world|league(?: countries)?|states)|arabs?|pays arabes|monde arabe|países árabes|mena(?: region)?",
        ARAB,
    ),
    (r"uemoa|waemu", "BJ BF CI GW ML NE SN TG"),
    (r"palop", "AO CV GQ GW MZ ST"),
    (r"cplp", "AO BR CV GQ GW MZ PT ST TL"),
    (r"cedeao|ecowas", "BJ BF CV CI GM GH GN GW LR ML NE NG SN SL TG"),
    (r"(?:fifty|50) (?:u\.?s\.? )?states|contiguous united states|lower 48", "US"),
    (r"asean(?: member (?:states|countries)| countries)?|south[- ]?east asian?s?", ASEAN),
    (
        r"(?-i:EU)(?: member states?)?|european union|union européenne|unión europea|união europeia|europäischen? union|unione europea",
        EU,
    ),
    (r"europeans?|europe|européen(?:ne)?s?|europa|europe[oa]s?|europeias?|europäisch\w*", EUROPE),
    (r"ibero[- ]?americans?|ibero[- ]?am[ée]rica|iberoamerica(?:n[oa]s?)?", IBERO),
    (
        r"latin[- ]americans?|latin america|amérique latine|américa latina|latinoaméric\w*|latinoamerican[oa]s?|lateinamerika\w*",
        LATIN,
    ),
    (r"caribbeans?|caraïbes?|caribe|caribeñ[oa]s?|karibik", CARIBBEAN),
    (r"(?:the )?americas|las américas|les amériques", AMERICAS),
    (r"nordic(?: countries| region)?|scandinavian?s?|scandinavia", NORDIC),
    (r"baltic(?: states| countries)?|baltics", BALTIC),
    (r"v4|visegr[aá]d(?: group| countries)?", VISEGRAD),
    (r"western balkans?|balkan(?: countries)?", BALKANS),
    (r"north americans?|north america", NORTH_AMERICA),
    (r"pacific(?: islands?| islanders?)?|oceania", PACIFIC),
    (r"south asians?|south asia", SOUTH_ASIA),
    (r"middle east(?:ern)?", MIDDLE_EAST),
    (r"asians?|asia|asie|asiatiques?|asien", ASIA),
];

/// The members of the European Union, whose citizens may work in any of them.
pub fn european_union() -> Vec<Country> {
    members(EU)
}

static PATTERNS: LazyLock<Vec<(Pattern, Vec<Country>)>> = LazyLock::new(|| {
    GROUPS
        .iter()
        .map(|(name, codes)| (Pattern::words(&format!(r"\b(?:{name})\b")), members(codes)))
        .collect()
});

fn members(codes: &str) -> Vec<Country> {
    let (codes, without) =
        if codes == "sub-saharan" { (AFRICA, NOT_SUB_SAHARAN) } else { (codes, "") };
    codes.split(' ').filter(|code| !without.contains(code)).filter_map(Country::new).collect()
}

/// The groups named in a stretch of words, in order, none inside another.
pub(super) fn groups_in(words: &str) -> Vec<(Range<usize>, Vec<Country>)> {
    let mut found: Vec<(Range<usize>, Vec<Country>)> = Vec::new();
    for (pattern, countries) in PATTERNS.iter() {
        for hit in pattern.find_iter(words) {
            let inside =
                found.iter().any(|(range, _)| range.start < hit.end() && hit.start() < range.end);
            // "African American", "Latin American" are other groups.
            let people = words[hit.end()..].trim_start().to_lowercase().starts_with("american");
            if !inside && !people {
                found.push((hit.range(), countries.clone()));
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}
