//! The country where the words name no place of work: weaker evidence, the strongest first, each marked
//! as inferred. Where the whole world is invited, only an address that the text gives still tells.

use std::ops::Range;
use std::sync::LazyLock;

use super::spots::Spot;
use crate::features::reading::gazetteer::{PlaceKind, named_at};
use crate::features::reading::layout::{Field, Layout, Standing};
use crate::features::reading::lexicon::section;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::words::Phrases;
use crate::features::reading::{Country, Fact, Place, Quote};

/// The country of a call that names no place of work.
pub(super) fn inferred(
    layout: &Layout<'_>,
    fields: &[Field],
    spots: &[Spot],
) -> Option<Fact<Place>> {
    let anywhere = is_for_all(layout, fields);
    let narrow = |find: &dyn Fn() -> Option<Fact<Place>>| if anywhere { None } else { find() };
    narrow(&|| only_country(layout, spots))
        .or_else(|| by_address(layout))
        .or_else(|| narrow(&|| by_papers(layout)))
        .or_else(|| narrow(&|| by_source(layout, fields)))
}

/// Whether artists of the whole world are invited.
fn is_for_all(layout: &Layout<'_>, fields: &[Field]) -> bool {
    // "Location: International"
    let listed = fields.iter().any(|field| {
        let value = layout.text()[field.value.clone()].to_lowercase();
        ["international", "worldwide", "global", "anywhere"]
            .iter()
            .any(|all| value.starts_with(all))
    });
    listed
        || WHOLE_WORLD
            .find_in(&layout.words)
            .iter()
            .any(|found| layout.standing(found.words.start) < Standing::Aside)
}

fn in_country(country: Country, quote: Quote, because: String) -> Fact<Place> {
    let place = Place { country: Some(country), ..Place::default() };
    Fact::inferred(place, quote, because)
}

/// The one country of which the text speaks at all: its people, its parts, its cities.
fn only_country(layout: &Layout<'_>, spots: &[Spot]) -> Option<Fact<Place>> {
    let mut firm = spots.iter().filter(|spot| !spot.named.weak && !spot.past);
    // One name of a town may be another's: "residents of Broome, Cayuga, Chemung … Counties".
    let towns = firm.clone().filter(|spot| spot.named.what == PlaceKind::City).count();
    if towns == 1 && firm.clone().count() == 1 {
        return None;
    }
    let first =
        firm.clone().max_by_key(|spot| (spot.named.what, std::cmp::Reverse(spot.words.start)))?;
    let country = first.named.country;
    if !firm.all(|spot| spot.named.country == country) {
        return None;
    }
    let quote = layout.quote(first.words.clone())?;
    let because = format!(
        "No place is named; {} is the only country that the text speaks of.",
        country.name()
    );
    Some(in_country(country, quote, because))
}

/// The country of the address that the text sends its readers to.
fn by_address(layout: &Layout<'_>) -> Option<Fact<Place>> {
    static ADDRESS: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"(?:https?://|\bwww\.|@)(?:[a-z0-9-]{1,60}\.){1,5}(?P<end>[a-z]{2,3})(?:$|[^a-z0-9.-]|\.(?:$|\s))",
        )
    });
    let mut told: Option<(Country, Range<usize>)> = None;
    for found in ADDRESS.captures_iter(layout.text()).take(20) {
        let (Some(whole), Some(end)) = (found.get(0), found.name("end")) else { continue };
        let Some(country) = country_of_ending(&end.as_str().to_lowercase()) else { continue };
        match &told {
            Some((other, _)) if *other != country => return None,
            Some(_) => {}
            None => told = Some((country, whole.start()..end.end())),
        }
    }
    let (country, bytes) = told?;
    let quote = Quote::of(layout.text(), bytes)?;
    let because = format!("No place is named; the address belongs to {}.", country.name());
    Some(in_country(country, quote, because))
}

/// The country of a top-level domain, where it is not sold to everybody.
fn country_of_ending(ending: &str) -> Option<Country> {
    const FOR_ALL: &[&str] = &[
        "io", "co", "me", "tv", "ai", "fm", "cc", "ly", "to", "gl", "ws", "nu", "im", "la", "st",
        "sh", "ag", "sc", "vc", "gg", "am", "so", "is", "eu", "bz", "ms", "tk", "ml", "ga", "cf",
        "gq", "pw", "vu", "ac",
    ];
    match ending {
        "uk" => Country::new("GB"),
        "gov" | "edu" => Country::new("US"),
        code if code.len() == 2 && !FOR_ALL.contains(&code) => Country::new(&code.to_uppercase()),
        _ => None,
    }
}

/// What only one country has: a form to sign, a number to give, a kind of company.
const PAPERS: &[(&str, &str)] = &[
    ("US", "501c3; w 9; w9 form; 1099 form; school district; social security number; ssn"),
    (
        "GB",
        "borough council; arts council england; creative scotland; arts council of wales; ace funded; nhs; hmrc; companies house; universal credit; a n rates of pay; dbs check",
    ),
    (
        "AU",
        "abn; first nations australian*; torres strait; working with children check; deductible gift recipient",
    ),
    ("NZ", "tangata whenua; creative new zealand; aotearoa"),
    ("CA", "artsnb; calq; conseil des arts et des lettres; carfac; raav; canada council"),
    (
        "FR",
        "conseil régional; conseil départemental; communauté de communes; permis de conduire b; siret; maison des artistes; urssaf; diplôme national supérieur d'expression plastique; dnsep; 1 artistique; un pour cent artistique",
    ),
    ("BE", "smart be; fédération wallonie bruxelles; sabam"),
    (
        "DE",
        "landkreis; bundesgebiet; bundesrepublik; bundesland; künstlersozialkasse; ksk mitglied*; bbk mitglied*; regierungspräsidium",
    ),
    ("CH", "kantonal*; suisa; pro helvetia; ahv nummer"),
    (
        "ES",
        "concejalía*; diputación de; diputación provincial; diputació de; ajuntament; territorio español; territori espanyol; concello de; dni o nie; nif o nie",
    ),
    ("PL", "gmina; województwo; umowa o dzieło"),
    (
        "IT",
        "comune di; amministrazione comunale; iscritti all'aire; pro loco; regione toscana; partita iva; codice fiscale",
    ),
    (
        "PT",
        "câmara municipal; junta de freguesia; dgartes; recibos verdes; direção geral das artes",
    ),
    (
        "BR",
        "prefeitura; prefeitura municipal; funarte; governo do estado; lei paulo gustavo; secult; meia entrada; cnpj; cpf; lei rouanet; aldir blanc; sesc; prêmio funarte; pessoa jurídica com sede no país",
    ),
    ("MX", "curp; fonca; fonart; credencial para votar; ine vigente"),
    ("CO", "cédula de ciudadanía; rut actualizado; smmlv; smlmv"),
    (
        "AR",
        "ministerio de cultura de la nación; fondo nacional de las artes; número de cuit; constancia de cuit; cuit cuil; cuit o cuil; cuil; monotributo; monotributista*",
    ),
    ("CL", "seremi; ministerio de las culturas, las artes y el patrimonio; fondart; clave única"),
    ("PE", "ruc y dni; sunat"),
    ("IN", "pan card; aadhaar; aadhar; lalit kala"),
    ("KR", "사업자등록증; 주민등록; 예술활동증명"),
    ("JP", "都道府県; 文化庁"),
    ("TW", "中華民國; 國藝會; 身分證"),
    ("ZA", "bbbee; b bbee; csd registration"),
];

static OF_PAPERS: LazyLock<Phrases<Option<Country>>> = LazyLock::new(|| {
    Phrases::new(PAPERS.iter().flat_map(|(code, phrases)| {
        phrases.split("; ").map(|phrase| (phrase.to_owned(), Country::new(code)))
    }))
});

fn by_papers(layout: &Layout<'_>) -> Option<Fact<Place>> {
    let named = OF_PAPERS.find_in(&layout.words).into_iter();
    let mut found: Vec<(Range<usize>, Option<Country>)> =
        named.map(|found| (found.words, *found.value)).collect();
    found.extend(charity(layout).map(|words| (words, Country::new("US"))));
    let (first, country) = found.first().cloned()?;
    if found.iter().any(|(_, other)| *other != country) {
        return None;
    }
    let (country, quote) = (country?, layout.quote(first)?);
    let because = format!("No place is named; these words are those of {}.", country.name());
    Some(in_country(country, quote, because))
}

/// "501(c)(3)", the paragraph by which a body serves the public good.
fn charity(layout: &Layout<'_>) -> Option<Range<usize>> {
    let words = &layout.words;
    let at = (0..words.all.len()).find(|&at| {
        ["501", "c", "3"].iter().enumerate().all(|(n, part)| words.folded(at + n) == *part)
    })?;
    Some(at..at + 3)
}

/// The country the source speaks from, where the text says that it happens at some place of its own, or
/// is for the whole nation: the source says which.
fn by_source(layout: &Layout<'_>, fields: &[Field]) -> Option<Fact<Place>> {
    let (country, whose) = source(layout)?;
    let text = layout.text();
    let within = fields.iter().find(|field| {
        layout
            .words
            .all
            .iter()
            .position(|word| word.start >= field.value.start)
            .is_some_and(|word| WITHIN.starts_at(&layout.words, word).is_some())
    });
    let elsewhere = fields.first().is_some_and(|_| within.is_none());
    let quote = match within {
        Some(field) => Quote::of(text, field.value.clone()),
        None if elsewhere => None,
        None => GONE_TO
            .find_in(&layout.words)
            .into_iter()
            .find(|found| layout.standing(found.words.start) < Standing::Aside)
            .and_then(|found| layout.quote(found.words)),
    }?;
    let because = format!("No place is named; {whose} speaks from {}.", country.name());
    Some(in_country(country, quote, because))
}

/// Where the source speaks from, and what says so: what is known of it, the address of the page where it is
/// a government's, the name of a guide to one city.
pub(super) fn source(layout: &Layout<'_>) -> Option<(Country, &'static str)> {
    let hinted = layout.document.hints.country.map(|country| (country, "the source"));
    hinted
        .or_else(|| government(layout.document.url.as_ref()?))
        .or_else(|| Some((guide(layout)?, "the guide that lists it")))
}

fn government(url: &url::Url) -> Option<(Country, &'static str)> {
    let mut labels = url.host_str()?.rsplit('.');
    let (last, second) = (labels.next()?, labels.next().unwrap_or_default());
    let official = last == "gov" || matches!(second, "gov" | "gob" | "gouv" | "govt" | "go");
    let country = country_of_ending(last).filter(|_| official)?;
    Some((country, "the public office that lists it"))
}

/// "Riverside Art Guide": the city in the name of a guide.
fn guide(layout: &Layout<'_>) -> Option<Country> {
    let words = &layout.words;
    (1..words.all.len().saturating_sub(1)).find_map(|at| {
        let is_guide = words.folded(at) == "art"
            && matches!(words.folded(at + 1), "guide" | "notes" | "map" | "calendar")
            && words.is_capital(at + 1);
        let named = is_guide.then(|| named_at(words, at - 1))?;
        named.first().filter(|_| named.len() == 1).map(|named| named.country)
    })
}

static WHOLE_WORLD: LazyLock<Phrases<()>> = LazyLock::new(|| section("the whole world"));

static WITHIN: LazyLock<Phrases<()>> = LazyLock::new(|| section("within the country"));

static GONE_TO: LazyLock<Phrases<()>> = LazyLock::new(|| section("a place one goes to"));
