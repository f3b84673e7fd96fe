//! Where applicants live or come from: residence, citizenship, anyone.

use std::ops::Range;
use std::sync::LazyLock;

use super::Rule;
use super::alternatives::{alternatives, widened};
use super::around::{ABROAD_LIVING, ANYONE, SOMEONE};
use super::named::{citizens, from, lives, named, rule_of, shuts};
use super::scope::{PERSON, head, tail};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Country, abbreviated};

/// A rule and the stretch of the passage that states it.
pub(super) type Found = (Rule, Range<usize>);

/// Where those who may apply live or come from, in the order of the passage.
pub(super) fn origin(passage: &str, home: Option<Country>) -> Vec<Found> {
    let anyone = ANYONE
        .find_iter(passage)
        .find(|hit| !is_a_name(hit.as_str()))
        .or_else(|| ANYWHERE.find_iter(passage).find(|hit| is_everywhere(passage, hit.end())))
        .filter(|_| SOMEONE.is_match(passage));
    let abroad = ABROAD_LIVING.is_match(passage);
    let mut found: Vec<Found> = Vec::new();
    let named = named(passage, home);
    for (at, name) in named.iter().enumerate() {
        let joined = at > 0 && joins(&passage[named[at - 1].range.end..name.range.start]);
        // "Santa Fe, New Mexico": the second only says where the first lies.
        let between = |at: usize| passage[named[at - 1].range.end..name.range.start].trim();
        if at > 0
            && name.holds(&named[at - 1])
            && between(at) == ","
            && let Some((_, range)) = found.last_mut()
            && range.end == named[at - 1].range.end
        {
            range.end = name.range.end;
            continue;
        }
        let rule = rule_of(passage, name).or_else(|| {
            let (last, before) = found.last().filter(|_| joined)?;
            let next_to = before.end == named[at - 1].range.end;
            match last {
                Rule::Residence { .. } if next_to => Some(lives(name, None)),
                Rule::Citizenship { .. } if next_to => Some(citizens(name)),
                Rule::AnyOf { .. } if next_to && name.people => Some(from(name)),
                Rule::AnyOf { rules } if next_to && rules.first().is_some_and(is_home) => {
                    Some(lives(name, None))
                }
                Rule::Not { rule } if next_to => {
                    let rule = match **rule {
                        Rule::Citizenship { .. } => citizens(name),
                        _ => lives(name, None),
                    };
                    Some(Rule::Not { rule: Box::new(rule) })
                }
                _ => None,
            }
        });
        // "Norway outside Oslo": the town is left out.
        let left_out = || {
            let (last, before) = found.last()?;
            let next_to = at > 0 && name.town && before.end == named[at - 1].range.end;
            (next_to && is_home(last) && OUTSIDE.is_match(between(at)))
                .then(|| Rule::Not { rule: Box::new(lives(name, None)) })
        };
        let Some(rule) = rule.or_else(left_out) else { continue };
        match found.last_mut() {
            Some((last, range)) if joined && range.end == named[at - 1].range.end => {
                if let Some(wider) = widened(last, &rule) {
                    *last = wider;
                    range.end = name.range.end;
                } else {
                    found.push((rule, name.range.clone()));
                }
            }
            _ => found.push((rule, name.range.clone())),
        }
    }
    // "Of any nationality, living in Spain": the first does not lift the second.
    let of_nationality = anyone.is_some_and(|hit| NATIONALITY.is_match(hit.as_str()));
    let lives_somewhere = found.iter().any(|(rule, _)| match rule {
        Rule::Not { rule } => is_home(rule),
        rule => is_home(rule),
    });
    let anyone = anyone.filter(|_| !(of_nationality && lives_somewhere));
    let found = with_unnamed(passage, found);
    match anyone {
        Some(_) if abroad && !found.is_empty() => alternatives(passage, found),
        Some(hit) if !found.iter().any(|(rule, range)| insists(passage, rule, range)) => {
            vec![(Rule::Anyone, hit.range())]
        }
        _ => alternatives(passage, found),
    }
}

/// "The Lark International Artists' Association": international only by name.
fn is_a_name(words: &str) -> bool {
    let rest = words.strip_prefix("International ");
    rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// "From anywhere", and not "from anywhere in Canada".
static ANYWHERE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:from|live|living|lives|reside|resides|residing|based|located|be) anywhere\b",
    )
});

fn is_everywhere(passage: &str, end: usize) -> bool {
    static NARROWER: LazyLock<Pattern> =
        LazyLock::new(|| Pattern::words(r"^\s+(?:in|within|across|on|near|around|outside)\b"));
    static WORLD: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(r"^\s+(?:in|on|around) (?:the )?(?:world|globe|planet|earth)")
    });
    let behind = head(passage, end, 24);
    WORLD.is_match(behind) || !NARROWER.is_match(behind)
}

/// "Of Spain or of a member state": what the other half names no table holds, and it may do as well.
fn with_unnamed(passage: &str, found: Vec<Found>) -> Vec<Found> {
    static UNNAMED: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"^,?\s*(?:or|ou|o|oder|oppure|of)\s+(?P<what>(?:(?:a|an|the)\s+)?(?:(?:citizens?|nationals?|residents?)\s+)?(?:(?:of|from|in|de|d[’']|del|di|da|aus|em|en|van)\s*)?(?:an?|any|one of|any of|un[ao]?|une|l[’']un|uno|um|uma|einem?|eines)\s+(?:[\w’-]+\s+){0,5}?(?:countr(?:y|ies)|states?|país(?:es)?|pays|paes[ei]|land|länder|mitgliedsstaat\w*|members?|miembros?|membros?|membres?)\b[^.;,]{0,50})",
        )
    });
    let named: Vec<Range<usize>> = found.iter().map(|(_, range)| range.clone()).collect();
    found
        .into_iter()
        .map(|(rule, range)| {
            let behind = &passage[range.end..];
            let of_place = matches!(rule, Rule::Citizenship { .. } | Rule::Residence { .. });
            let what = UNNAMED
                .captures(behind)
                .filter(|_| of_place)
                .and_then(|hit| hit.name("what"))
                .filter(|what| {
                    let end = range.end + what.end();
                    !named.iter().any(|other| range.end <= other.start && other.start < end)
                });
            match what {
                Some(what) => {
                    let condition = what.as_str().trim().to_owned();
                    let end = range.end + what.end();
                    let rules = vec![rule, Rule::Other { condition }];
                    (Rule::AnyOf { rules }, range.start..end)
                }
                None => (rule, range),
            }
        })
        .collect()
}

/// "In one of the 12 participating countries": which they are stands somewhere else.
pub(super) fn unlisted(passage: &str) -> Option<Found> {
    static UNLISTED: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:based|established|registered|located|resid\w+|residen\w*|liv(?:e|ing)|seat|registrat[aeio]|stabilit[aeio]|con sede|establecid\w+|résid\w+|établi\w*|domicili\w*|ansässig|mit sitz|wohnhaft|sediad\w+|estabelecid\w+|gevestigd)\b[^.;]{0,16}?\b(?P<area>(?:(?:one|any) of (?:the |our )?|an? |the |l[’']un des |dans un des |uno de los |uno dei |um dos |einem der )?(?:\d+ |[a-zà-ÿ]+ )?(?:(?:participating|eligible|partner|member|programme|program|creative europe|cooperating) (?:countr(?:y|ies)|states?)|(?:pays|états) (?:participant|éligible|membre|partenaire)s?|países (?:participantes|miembros|membros|elegibles|elegíveis|socios)|paesi (?:partecipanti|che partecipano|ammissibili|membri|partner)|(?:teilnehmenden|beteiligten) ländern?|deelnemende landen))",
        )
    });
    let found = UNLISTED.captures(passage)?;
    let (whole, area) = (found.get(0)?, found.name("area")?);
    let area = Some(area.as_str().trim().to_owned());
    Some((Rule::Residence { countries: Vec::new(), area, months: None }, whole.range()))
}

/// "Living in the Vale of Trundle": a place that no table holds is one all the same.
pub(super) fn unknown_place(passage: &str) -> Option<Found> {
    static UNKNOWN: LazyLock<Pattern> = LazyLock::new(|| {
        let sorts = r"(?:(?:council )?areas?|counties|boroughs|towns|cities|states?|territor\w+|comunidad(?:es)?|comunidade?s?|fédération|communauté|regi[oã]o|regi[oó]n|région|regione|county|province|provincia|district|distrito|valley|vale|diocese|munic[ií]pio|comune|commune|ville|city|town|village|parish|island|isla|landkreis|bezirk|raum|stadt|gemeinde|comarca|concelho|borough|prefecture)";
        let name =
            r"(?-i:[A-ZÀ-Þ][\w’'-]+(?: (?:of |de |do |da |del |di |du )?[A-ZÀ-Þ][\w’'-]+){0,3})";
        Pattern::words(&format!(
            r"(?:\b{PERSON}\b(?:[\s,]+[\w’'-]+){{0,4}}?\s+|\b(?:who|that|you|they|and|or|also|che|que|qui|must|should|to|y|e|et|ou|o)\s+(?:currently\s+|already\s+)?(?:be\s+)?|^[-*•\s]*(?:(?:must|to)\s+)?(?:be\s+)?)(?:liv(?:e|es|ing)|reside|resides|residing|residents?|resident[ei]|residentes|residen|residan|residem|residam|based|domiciled|résid\w+|domicili\w+|vivant|habitant|viven|vivono|(?:natural(?:es)? (?:o|y) )?vecin[oa]s?|originaires?|oriund[oa]s?|(?:nascid[oa]s|nacid[oa]s|nati|nat[ei]|nés|born) (?:or|ou|o|e/o|y/o) (?:resid\w+|living|résid\w+|domicil\w+)|wohnhaft|ansässig)\s+(?:in|within|en|no|na|nos|nas|em|à|au|aux|dans|nel|nella|nei|im|of|de|del|della|do|da)\s+(?:(?:the|la|le|les|los|las|el|il|der|den|dem|a|o)\s+|l[’'])?(?P<place>{sorts}\s+(?:(?:of|de|do|da|di|du|del)\s+)?{name}|{name}(?:\s+{sorts})?|{sorts}\b[^.;,]{{0,40}})"
        ))
    });
    // German names the place first: "in Süddeutschland oder der Nordschweiz wohnen".
    static VERB_LAST: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:in|im)\s+(?:der |dem |den )?(?P<place>(?-i:[A-ZÄÖÜ])[\w-]+[^.;:]{0,90}?)\s+(?:wohnen|wohnt|wohnhaft|leben|lebt|ansässig|gemeldet)\b",
        )
    });
    // "No norte do país", "in the north of the country".
    static PART: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:resid\w+|viv\w+|mor[ae]\w*|habit\w+|abit\w+|risied\w+|liv(?:e|ing)|based|domicil\w+)\s+(?:in|no|en el|nel|dans le|en)\s+(?:the\s+)?(?P<place>(?:norte|sul|sur|nord|sud|este|leste|oeste|interior|centro|north|south|east|west)\w*\s+(?:do|del|du|of the|da|de la|della)\s+(?:país|pays|paese|country|estado|state|region|região|región))\b",
        )
    });
    // "福岡県に1年以上住んでいる方", "경남 지역에 거주하는 작가".
    static EASTERN: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"(?P<place>\p{Han}{1,4}[県府都市])(?:内)?(?:に|出身|在住|居住)[^。、]{0,16}(?:住|在住|居住|出身|拠点)|(?P<place2>[가-힣]{2,6}(?:특별시|광역시|시|도|군|구| ?지역))(?:에|에서)?\s?(?:거주|주소를|출신)",
        )
    });
    let found = UNKNOWN
        .captures(passage)
        .or_else(|| VERB_LAST.captures(passage))
        .or_else(|| PART.captures(passage))
        .or_else(|| EASTERN.captures(passage))?;
    let (whole, place) = (found.get(0)?, found.name("place").or(found.name("place2"))?);
    // A house is lived in by those who were chosen.
    static HOUSE: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:house|houses|home|studio\w*|building|residenc\w+|residency|cabin|castle|villa|tower|apartment|flat|main|program\w*|maison|casa|haus|atelier)\b",
        )
    });
    // "Residents of IAP": so a house is called, and no town.
    let initials = place.as_str().len() > 1
        && place.as_str().chars().all(|c| c.is_ascii_uppercase() || c == ' ')
        && abbreviated(place.as_str()).is_empty();
    // "三重県に住んだことのない方": those who never did.
    let never = head(passage, whole.end(), 24).contains("ない");
    if HOUSE.is_match(place.as_str()) || initials || never {
        return None;
    }
    let area = Some(place.as_str().trim().to_owned());
    Some((Rule::Residence { countries: Vec::new(), area, months: None }, whole.range()))
}

/// It is open to everyone, in so many words and with nothing behind that narrows them.
pub(super) fn open_to_all(passage: &str) -> Option<Range<usize>> {
    static OPEN: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"(?:\bopen(?: for| (?:now|again))? (?:to|for) (?:all|everyone|everybody|anyone|anybody)(?: (?:visual |practi[cs]ing |living )?(?:artists?|applicants?|creatives|makers|photographers|painters|people))?|\bwho (?:can|may) (?:apply|enter|participate|submit|take part)\W+(?:everyone|everybody|anyone|anybody|all(?: artists)?)|\b(?:everyone|everybody|anyone|anybody) (?:can|may|is (?:welcome|invited) to) (?:apply|enter|submit|participate|take part)|\bouvert[\w·()]* à (?:tou(?:te)?s(?: et (?:à )?tou(?:te)?s)?|tou·te·s|toute personne)|\babiert[oa]s? a (?:tod[oa]s?(?: (?:el|los|las) (?:público|artistas|personas))?|todo público|cualquier (?:persona|artista))|\babert[oa]s? a (?:tod[oa]s|qualquer pessoa)|\b(?:steht allen offen|offen für alle|für alle offen)|\bapert[oaie] a (?:tutt[ie]|chiunque)|\bopen voor iedereen|누구나|誰でも|どなたでも)\s*(?:$|[.,;:!)（(。]|\b(?:regardless|sans|sin|without|no matter|sem|senza|ohne|지원|応募|18|over|aged)\b)",
        )
    });
    OPEN.find(passage).map(|hit| hit.range())
}

static OUTSIDE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^(?:but )?(?:outside(?: of)?|except|excluding|außerhalb(?: von)?|hors de?|fuera de|fora de|fuori da|buiten)(?: the)?$",
    )
});

static NATIONALITY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"nationalit|nacionalidad|nationalität|nationaliteit|nazionalità|citizenship|citoyenneté|ciudadanía|cittadinanza|staatsangehörigkeit|국적|国籍",
    )
});

/// A rule about where one lives.
fn is_home(rule: &Rule) -> bool {
    matches!(rule, Rule::Residence { .. })
}

/// A rule so worded that "international" elsewhere in the sentence does not lift it.
fn insists(passage: &str, rule: &Rule, range: &Range<usize>) -> bool {
    static ONLY: LazyLock<Pattern> =
        LazyLock::new(|| Pattern::words(r"\b(?:only|must|exclusively|restricted|limited to)\b"));
    let before = tail(passage, range.start, 80);
    let shut = matches!(rule, Rule::Not { .. }) && shuts(passage, range);
    matches!(rule, Rule::Residence { .. } | Rule::Citizenship { .. } | Rule::Not { .. })
        && (shut || ONLY.is_match(before))
}

fn joins(gap: &str) -> bool {
    static JOINS: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"^[\s,/&]*(?:(?:and/or|and|or|et|y|e|und|oder|sowie|ou|o|u|oppure|od|ed)\s+)?(?:(?:the|in|of|from|an?|la|le|les|el|los|las|en|au|aux|à|dans|de|del|du|des|em|no|na|nos|nas|do|da|dos|das|im|der|den|dem|die|aus|nel|nella|nei|negli|nelle|della|degli|delle|dal|dalla|il)\s+){0,2}(?:(?:d|l|dell|nell|dall)[’'])?$",
        )
    });
    JOINS.is_match(gap)
}
