//! Reads by which way one applies: a portal, a form, an e-mail, the post, in person.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use url::Url;

use super::asked::Asked;
use crate::features::reading::layout::{Layout, words_in};
use crate::features::reading::lexicon::section;
use crate::features::reading::passage::Passage;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::words::Phrases;
use crate::features::reading::{Evidence, Fact, Quote};

/// One way to apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Route {
    /// Which.
    pub channel: Channel,
    /// The portal or the maker of the form by name, where it is a known one: "Submittable".
    pub service: Option<String>,
    /// The address, where it stands in the call: `https:` or `mailto:`.
    pub address: Option<Url>,
}

/// By what one applies.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A portal for calls of many organisers, where one needs an account.
    Portal,
    /// An online form.
    Form,
    /// The organiser's website.
    Website,
    /// E-mail.
    Email,
    /// Post.
    Post,
    /// Handed in by hand.
    InPerson,
}

/// Services by what their addresses hold.
const SERVICES: &[(&str, Channel, &str)] = &[
    ("submittable.com", Channel::Portal, "Submittable"),
    ("callforentry.org", Channel::Portal, "CaFÉ"),
    ("wearecreativewest.org", Channel::Portal, "CaFÉ"),
    ("slideroom.com", Channel::Portal, "SlideRoom"),
    ("artcall.org", Channel::Portal, "ArtCall"),
    ("zapplication.org", Channel::Portal, "ZAPPlication"),
    ("curatorspace.com", Channel::Portal, "CuratorSpace"),
    ("entrythingy.com", Channel::Portal, "EntryThingy"),
    ("onlinejuriedshows", Channel::Portal, "OnlineJuriedShows"),
    ("artworkarchive.com", Channel::Portal, "Artwork Archive"),
    ("zealous.co", Channel::Portal, "Zealous"),
    ("picter.com", Channel::Portal, "Picter"),
    ("filmfreeway", Channel::Portal, "FilmFreeway"),
    ("showsubmit", Channel::Portal, "ShowSubmit"),
    ("juriedartservices", Channel::Portal, "Juried Art Services"),
    ("gosmart.org", Channel::Portal, "GO Smart"),
    ("smartygrants", Channel::Portal, "SmartyGrants"),
    ("smartsimple", Channel::Portal, "SmartSimple"),
    ("awardforce", Channel::Portal, "Award Force"),
    ("awardsplatform", Channel::Portal, "Award Force"),
    ("goodgrants", Channel::Portal, "Good Grants"),
    ("fluxx.io", Channel::Portal, "Fluxx"),
    ("grantinterface", Channel::Portal, "Foundant"),
    ("optimytool", Channel::Portal, "Optimy"),
    ("embarkplatform", Channel::Portal, "Embark"),
    ("prosas.com.br", Channel::Portal, "Prosas"),
    ("docs.google.com/forms", Channel::Form, "Google Forms"),
    ("forms.gle", Channel::Form, "Google Forms"),
    ("typeform.com", Channel::Form, "Typeform"),
    ("jotform", Channel::Form, "Jotform"),
    ("airtable.com", Channel::Form, "Airtable"),
    ("surveymonkey", Channel::Form, "SurveyMonkey"),
    ("formstack.com", Channel::Form, "Formstack"),
    ("wufoo.com", Channel::Form, "Wufoo"),
    ("forms.office.com", Channel::Form, "Microsoft Forms"),
    ("cognitoforms", Channel::Form, "Cognito Forms"),
    ("tally.so", Channel::Form, "Tally"),
    ("paperform.co", Channel::Form, "Paperform"),
    ("framaforms", Channel::Form, "Framaforms"),
];

/// Services by their names in a sentence. Written as they write themselves: a café is no portal.
static NAMED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"\b(?P<name>(?i:Submittable|CuratorSpace|Curator Space|SlideRoom|EntryThingy|Zapplication|SmartyGrants|FilmFreeway|ShowSubmit|CallForEntry|Award Force|Artwork Archive|Google Forms?|Typeform|JotForm)|CaF[EÉ]|ArtCall|ZAPP|Prosas|Picter)\b",
    )
});

static POST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:by|via|through)\s(?:(?:regular|registered|postal|certified|surface|air|ordinary)\s)?(?:post|mail|courier)\b|\bpar (?:courrier|voie postale|la poste)\b|\bpor (?:correo (?:postal|certificado|físico|ordinario)|vía postal|correio (?:postal|registado|registrado|normal)|via postal)\b|\bpor correio\s*(?:[.,;:)]|$|\bpara\b|\baté\b)|\bpelos? correios?\b|\bper post\b|\bauf dem postwege?\b|\bpostalisch\b|\b(?:per|a mezzo|via|tramite) (?:posta|raccomandata)\b",
    )
});
static EMAIL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:by|via|through|per)\s(?:an? )?e-?mail\b|\bper e-?mail\b|\bpar (?:e-?mail|mail|courriel|voie électronique)\b|\b(?:por|al?|através do|mediante) (?:correo electrónico|correio ele(?:c)?tr[óô]nico|e-?mail|email)\b|\b(?:tramite|a mezzo|all['’]indirizzo) (?:e-?mail|mail|pec)\b|\be-?mail (?:your|applications?|submissions?)\b",
    )
});
static FORM: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bonline (?:application |entry |submission |registration )?form\b|\b(?:application|entry|submission|google) form (?:online|here|below|linked)\b|\bformulaire (?:de candidature |d['’]inscription )?en ligne\b|\bformulario (?:de [\p{L}]+ )?(?:en línea|online|digital|web|electrónico)\b|\bformulário (?:de [\p{L}]+ )?(?:online|eletrônico|eletrónico|digital)\b|\bonline-?\s?(?:bewerbungs|antrags|anmelde)?formular\b|\b(?:modulo|form) (?:di [\p{L}]+ )?(?:online|on-?line|digitale)\b|\bvia (?:the|our|this) form\b|\bfill (?:out|in) (?:the|our|this) (?:[\p{L}]+ )?form\b",
    )
});
static IN_PERSON: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:appl\w+|submi\w+|entry forms?|entries|proposals?|dossiers?|candidatures?|solicitud\w*|propuestas?|bewerbung\w*|unterlagen|domand\w+|documentazione|inscri\w+|documentos)\b[^.;\n]{0,80}?(?P<by>\bin person\b|\bhand[- ]deliver\w*|\bremise?s? en mains? propres?\b|\ben personne\b|\ben persona\b|\bpersonalmente\b|\bde forma presencial\b|\bpresencialmente\b|\bpersönlich\b|\bbrevi manu\b|\ba mano\b|\bconsegnat\w+ a mano\b)",
    )
});

/// No such way: "applications by post are not accepted".
static NOT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:not|no|never|nicht|keine|pas|aucune?|non|não|nessuna)\b[^.\n]{0,80}\b(?:accept|consider|taken|receiv|possible|post|mail|fax|angenommen|berücksichtigt|accett|aceit|admit|recib|reçu)",
    )
});
/// The mail goes the other way, or is about something else.
static TELLS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:notif\w+|informed|questions?|enquir\w+|inquir\w+|contacted|confirmation|announce\w*|benachrichtig\w*|fragen|preguntas|dudas|consultas|informad\w+|informée?s?|renseignements?|comunicat\w+|notificad\w+|dúvidas|informazioni)\b",
    )
});
static MAILBOX: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"));
static APPLYING: LazyLock<Phrases<()>> = LazyLock::new(|| section("words of applying"));

/// Every way to apply, the address found before first.
pub(super) fn routes(
    layout: &Layout<'_>,
    passages: &[Passage],
    asked: &[Asked],
    apply: Option<&Fact<Url>>,
) -> Vec<Fact<Route>> {
    let text = layout.text();
    let mut routes: Vec<Fact<Route>> = apply.and_then(of_address).into_iter().collect();
    for (passage, asked) in passages.iter().zip(asked) {
        let words = words_in(&layout.words, passage.range.clone());
        let applying = !APPLYING.find_between(&layout.words, words).is_empty();
        if !applying || *asked == Asked::Elsewhere || routes.len() >= MOST {
            continue;
        }
        for (route, bytes) in told(passage.of(text)) {
            let start = passage.range.start;
            let quote = Quote::of(text, start + bytes.start..start + bytes.end);
            add(&mut routes, quote.map(|quote| Fact::stated(route, quote)));
        }
    }
    routes
}

/// No call has more ways.
const MOST: usize = 6;

/// What the address tells at which one applies.
fn of_address(fact: &Fact<Url>) -> Option<Fact<Route>> {
    let Evidence::Quote(_) = &fact.evidence else { return None };
    let (channel, service) = known(&fact.value);
    let because = match channel {
        Channel::Website => Some("Its address leads to a website.".to_owned()),
        Channel::Portal | Channel::Form => Some("Its address tells.".to_owned()),
        _ => fact.because.clone(),
    };
    let route = Route { channel, service, address: Some(fact.value.clone()) };
    Some(Fact { because: fact.because.clone().or(because), ..fact.clone().map(|_| route) })
}

fn known(url: &Url) -> (Channel, Option<String>) {
    let whole = url.as_str().to_ascii_lowercase();
    match SERVICES.iter().find(|(part, ..)| whole.contains(part)) {
        Some((_, channel, name)) => (*channel, Some((*name).to_owned())),
        None if url.scheme() == "mailto" => (Channel::Email, None),
        None => (Channel::Website, None),
    }
}

/// The ways that the words of a passage name.
fn told(words: &str) -> Vec<(Route, std::ops::Range<usize>)> {
    let mut told = Vec::new();
    let bare = |channel| Route { channel, service: None, address: None };
    if let Some(found) = NAMED.find(words) {
        let (channel, name) = service_named(found.as_str());
        told.push((Route { service: Some(name.to_owned()), ..bare(channel) }, found.range()));
    } else if let Some(found) = FORM.find(words) {
        told.push((bare(Channel::Form), found.range()));
    }
    let not = NOT.is_match(words);
    if let Some(found) = EMAIL.find(words).filter(|_| !not && !TELLS.is_match(words)) {
        let mailbox = MAILBOX.find(words);
        let address = mailbox.and_then(|at| Url::parse(&format!("mailto:{}", at.as_str())).ok());
        let end = mailbox.map_or(found.end(), |at| at.end());
        let start = mailbox.map_or(found.start(), |at| at.start());
        let bytes = found.start().min(start)..found.end().max(end);
        told.push((Route { address, ..bare(Channel::Email) }, bytes));
    }
    if let Some(found) = POST.find(words).filter(|_| !not) {
        told.push((bare(Channel::Post), found.range()));
    }
    if let Some(by) = IN_PERSON.captures(words).filter(|_| !not).and_then(|found| found.name("by"))
    {
        told.push((bare(Channel::InPerson), by.range()));
    }
    told
}

fn service_named(written: &str) -> (Channel, &'static str) {
    let plain: String = written.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    match plain.as_str() {
        "cafe" | "café" | "callforentry" => (Channel::Portal, "CaFÉ"),
        "zapp" => (Channel::Portal, "ZAPPlication"),
        "googleform" | "googleforms" => (Channel::Form, "Google Forms"),
        plain => SERVICES
            .iter()
            .find(|(.., name)| {
                name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).eq(plain.chars())
            })
            .map_or((Channel::Form, "Online form"), |(_, channel, name)| (*channel, *name)),
    }
}

/// Adds a way that is not there yet; one that says more takes the place of one that says less.
fn add(routes: &mut Vec<Fact<Route>>, new: Option<Fact<Route>>) {
    let Some(new) = new else { return };
    let online = |channel| matches!(channel, Channel::Form | Channel::Website | Channel::Portal);
    let same = routes.iter_mut().find(|known| {
        let (known, new) = (&known.value, &new.value);
        known.channel == new.channel && (known.service == new.service || new.service.is_none())
            // "Fill in the online form": the website or portal that is known already.
            || new.channel == Channel::Form && new.service.is_none() && online(known.channel)
    });
    match same {
        Some(known) => {
            if known.value.channel == Channel::Website {
                known.value.channel = new.value.channel;
            }
            if known.value.address.is_none() && new.value.address.is_some() {
                *known = new;
            }
        }
        None => routes.push(new),
    }
}
