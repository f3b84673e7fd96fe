//! The words that say that somebody lives or works in a place.

use std::sync::LazyLock;

use super::scope::PERSON;
use crate::features::reading::pattern::Pattern;

/// Somebody lives, and the name of the place comes behind; a language a line.
const LIVES: &[&str] = &[
    r"liv(?:e|es|ing)|resid(?:e|es|ing)|(?:proof of|legal|continuous|permanent|their|primary|years?[’']? of) residency|(?:have|has|having|had)\s+(?:[a-zà-ÿ]+\s+)?(?:lived|resided)|residents?|domiciled?|physically present|(?:continuous|legal|principal|primary|main|permanent|usual|habitual|years?[’']?(?: of(?: continuous| legal)?)?|establish[a-zà-ÿ]*|proof of|have|hold) residence|(?:main|primary|principal|permanent|registered|home) (?:home|address|office|place of (?:residence|business))|headquartered|home (?:has been|is)|hail(?:s|ing)? from",
    r"résid[ae]nt[\w·.()-]*|réside[szr]?|viv(?:ant|ent|re|ez)|vit|habit(?:ant|e[szr]?|ent)|domicili[\w·.()-]+|(?:leur|son|votre|le|ayant|un) domicile|domicile|(?:leur|sa|votre) (?:résidence(?: principale)?|lieu de (?:vie|résidence))|établi[\w·.()-]*|installé[\w·.()-]*|implanté[\w·.()-]*|(?:avoir|exer[çc]\w+|ayant|ont) (?:son|leur|votre|une) activité(?: principale)?|siège(?: social)?|basée?s?",
    r"resid[aei]n?|resides|residiendo|residentes?|residir|residencia (?:[a-zà-ÿ]+ )?(?:legal|definitiva|permanente|continua|efectiva|comprob[a-zà-ÿ]+|habitual|temporal|fiscal|mínima)|(?:su|con|tener|años de|meses de|acredit[a-zà-ÿ]+(?: su| la)?|comprob[a-zà-ÿ]+(?: su)?) residencia(?: [a-zà-ÿ]+)?|(?:con|su|tener|cuyo) domicilio(?: [a-zà-ÿ]+)?|domiciliad[a-zà-ÿ]+|viv(?:an|en|iendo|a|e|ir)|radi(?:cad[a-zà-ÿ]+|car|quen?|can?)|establecid[a-zà-ÿ]+|afincad[a-zà-ÿ]+|empadronad[a-zà-ÿ]+|avecindad[a-zà-ÿ]+|vecin[oa]s?|asentad[a-zà-ÿ]+|(?:con|tengan?|tener) (?:su )?sede(?: social)?|(?:el )?domicili|resideixin|visquin",
    r"resid(?:am|em|ente|entes|ir)|mor(?:a|am|ar|em|e|adores)|viv(?:am|em|er)|(?:com|ter|tenham|comprov[a-zà-ÿ]+(?: a)?|anos de) residência(?: [a-zà-ÿ]+)?|domicíli[a-zà-ÿ]+(?: [a-zà-ÿ]+)?|sediad[a-zà-ÿ]+|(?:com|tenham?|ter) sede(?: social)?|radicad[a-zà-ÿ]+|estabelecid[a-zà-ÿ]+",
    r"wohn[a-zà-ÿ]*|leb(?:en|end[a-zà-ÿ]*|t)|ansässig[a-zà-ÿ]*|(?:haupt|erst)?wohnsitz|wohnort|(?:lebens|arbeits|schaffens)(?:-|[a-zà-ÿ]*)? ?(?:und arbeits)?mittelpunkt|gemeldet|niedergelassen|beheimatet",
    r"resident[ei]|risied[a-zà-ÿ]+|(?:con|avere(?: la)?|la loro|la propria|propria) residenza|residenza|domiciliat[a-zà-ÿ]+|domicilio|viv(?:ono|ere|e|a|ano)|abit(?:ano|are|anti)|stabilit[ie]|dimorant[a-zà-ÿ]+|(?:con|avere|la) sede(?: legale)?",
    r"won(?:en|end|ende|achtig)|woon(?:t|achtig)|gevestigd|werkzaam|bosatt[a-zà-ÿ]*|bor|mieszkając[a-zà-ÿ]+|zamieszkał[a-zà-ÿ]+",
];

/// Somebody lives, and the name of the place stood before.
const LIVES_THEN: &str = r"\s+(?:(?:an)?gemeldet|wohnhaft|wohnen[a-zà-ÿ]*|wohnt|ansässig|leben[a-zà-ÿ]*|lebt|tätig|arbeiten[a-zà-ÿ]*|domizil[a-zà-ÿ]*|won(?:en|t|end)|woon[a-zà-ÿ]*|gevestigd|werkzaam)\b|\s+(?:(?:ihren|seinen|den|einen|ihre|mit)\s+)?(?:(?:ersten?|zweiten|ständigen|gemeldeten)\s+)?(?:(?:wohn|arbeits|haupt)-? ?(?:,|und|oder|/|bzw\.?) ?(?:wohn|arbeits|atelier)(?:sitz|ort)|(?:erst|haupt)?wohnsitz|wohnort|(?:lebens|arbeits)mittelpunkt|arbeitsort|atelier)\b|\s+(?:siano (?:nat|resident)[ie]|risied[ao]no|abitino|vivano|residan|vivan)\b|\s*(?:県内|市内|都内|府内)?(?:に(?:在住|居住|住み|住む|住んで|お住まい|拠点)|在住|居住)|\s*(?:지역)?(?:에|에서)?\s?(?:거주|활동|주소)";

/// Words between those of living and the name of a place.
pub(super) const AREA_WORDS: &str = r"(?:\s*[,/]?\s*(?:(?:and|or|&|et|ou|y|o|e|und|oder|en|of)\s+)?(?:working|work|works|worked|live|lived|living|reside|residing|practicing|practising|study|studying|studied|practi[cs]e|practi[cs]ed|based|domicili[a-zà-ÿ]+|travaill[a-zà-ÿ]+|étudi[a-zà-ÿ]+|trabaj[a-zà-ÿ]+|trabalh[a-zà-ÿ]+|estudi[a-zà-ÿ]+|estud[ae]m|lavor[a-zà-ÿ]+|operanti|studiano|arbeiten[a-zà-ÿ]*|arbeitend[a-zà-ÿ]*|studier[a-zà-ÿ]+|tätig[a-zà-ÿ]*|werkzaam|werken|atelier[a-zà-ÿ]*|studio)){0,3}(?:\s+(?:currently|permanently|primarily|legally|continuously|predominantly|mainly|full[- ]time|actuellement|principalement|habituellement|actualmente|habitualmente|permanentemente|efectivamente|atualmente|stabilmente|attualmente|abitualmente|derzeit|dauerhaft|hauptsächlich))?(?:\s+(?:for|há|seit|depuis|desde hace|da|al|sinds)\s+(?:at least\s+|pelo menos\s+|mindestens\s+|au moins\s+|al menos\s+|almeno\s+|minstens\s+)?(?:the\s+(?:past|last)\s+)?[^\s.;]+(?:\s*\([a-zà-ÿ]+\))?\s+(?:years?|months?|anos?|meses|ans|mois|años?|jahren?|monaten?|anni|anno|mesi|jaar))?(?:,?\s+(?:is|are|has been|in|within|of|at|an|across|throughout|outside|from|near|around|anywhere|and|or|en|a|ad|à|au|aux|dans|im|der|den|dem|no|na|nos|nas|negli|nelle|em|nel|nella|nei|de|del|du|do|da|dos|das|di|van|von|w|we|i|eller|har|ateljé|the|la|le|el|los|las|les|die|all|any|either|one|both|state|states|province|region|city|town|county|counties|canton|república|republic|repubblica|république|republik|greater|metropolitan|metro|contiguous|continental|northern|southern|western|eastern|central|mainland|rural|remote|regional|coastal|area|areas|parts?|local|government|borough|boroughs|parish|district|districts|municipality|islands?|council|continente?|fédération|communauté|freistaat|member|countries|following|listed|these|territory|territories|\d+|commonwealth|kanton|stadt|land|bundesland|raum|großraum|landkreis|bezirk|région|département|commune|communes|métropole|ville|territoire|ciudad|comunidad|provincia|provincias|departamento|municipio|comuna|territorio|cidade|concelho|município|distrito|estado|comune|regione|cantone|gemeente|außerhalb|ausserhalb|hors|fuera|fora|fuori|buiten))*(?:\s+(?:d|l|dell|nell|dall|all)[’'])?[\s:,]*";

macro_rules! pattern {
    ($name:ident, $($part:expr),+) => {
        pub(super) static $name: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&[$($part),+].concat()));
    };
}

pattern!(LIVES_BEFORE, r"\b(?:", &LIVES.join("|"), r")\b", AREA_WORDS, "$");
// "In Gent of een buurgemeente woont": something nearby may stand between.
pattern!(
    LIVES_BEHIND,
    r"^(?:\s+(?:of|oder|or)\s+(?:(?:een|der|einer|in|im)\s+)?[a-zà-ÿA-Z]+)?(?:",
    LIVES_THEN,
    r")"
);
pattern!(
    WORKS_BEFORE,
    PERSON,
    r"\b(?:[,\s]+[\w’+-]+){0,6}?\s+(?:(?:and|or|who|that|are|is|is/are|be|currently|must)\s+)*(?:based|located|working|work|practicing|practising|situated|basée?s?|tätig\w*|arbeiten\w*|studying|trabaj(?:an|en|ando)|trabalh(?:am|em|ando)|lavorano|operanti|travaillant|travaillent|en activité|en actif)\b",
    AREA_WORDS,
    "$"
);
// The second of two conditions ("must be over 18 at the deadline and based in"), an item of a list,
// or said to the reader.
pattern!(
    BASED_BEFORE,
    r"(?:(?:\b(?:artists?|applicants?|entrants?|candidates?|you|they)\s+(?:\w+\s+)?(?:must|should|need to|have to|are to)\b|\b(?:aged?|ages|over|under)\s+\d\d)[^.;:]{0,90}(?:,|\band|\bor)\s+(?:must\s+)?(?:be\s+)?|^[-*•\s]*|\b(?:you|they)\s+(?:are|must be|should be|need to be|have to be)\s+|\bmust be\s+)(?:currently\s+|permanently\s+)?(?:based|located)\b",
    AREA_WORDS,
    "$"
);
// "Live, work or study in", "Wohnsitz oder Atelier in": those who only work there may apply too.
pattern!(
    OR_WORKS_BEFORE,
    r"\b(?:liv(?:e|es|ing)|resid\w+|based|home|wohn\w*|leb\w+|viv\w+|residen\w*|résid\w+|domicil\w+|habit\w+|bosatt\w*|bor)\b[\w\s,/]{0,24}(?:\bor\b|\bou\b|\boder\b|\bo\b|\bof\b|\beller\b|/)\s*(?:(?:have|has|with|an?|ihr|ein|leur|un|su|har)\s+){0,2}(?:work\w*|study\w*|studios?|practi[cs]\w+|travaill\w+|étudi\w+|atelier\w*|trabaj\w+|estudi\w+|taller|trabalh\w+|estud\w+|lavor\w+|operanti|arbeit\w+|tätig\w*|werk\w+|ateljé)\b[^.;:]{0,60}$"
);
// "Whose studio is in", "dont l'atelier se trouve en": working there is what counts.
pattern!(
    STUDIO_BEFORE,
    r"\b(?:whose|their|your|an?|own|with|have|dont|leurs?|votre|ihre?n?|eine?n?|deren|dessen|su|un|cuyo|har|loro|il)\s+(?:l[’'])?(?:(?:work|art|own)\s+)?(?:studio|workspace|workshop|practice|atelier\w*|taller|ateliê|studio)\s+(?:(?:is|are|se trouve|est situé|est|situé|ubicado|está|si trova|in)\s+)?(?:located\s+|based\s+|situé\s+)?(?:in|within|en|à|au|dans|em|a|nel|nella|im)\s+(?:the\s+|la\s+|le\s+|der\s+)?$"
);
// "Born or living in": either will do.
pattern!(
    BORN_OR_LIVES_BEFORE,
    r"\b(?:born|née?[\w·.()-]*|nacid[oa]s?|nascid[oa]s?|nat[iaoe]|geboren|född\w*|originaires?|naturales|oriund[oia]\w*|stammen|natural)\s*(?:,|/|\b(?:or|and/or|ou|et/ou|o|y/o|e/o|oder|eller|of)\b)\s*(?:(?:are|is|who|currently|sont|est|qui|ont leur|être|son|seit|actualmente)\s+){0,2}(?:liv(?:e|es|ing)|resid\w+|residen\w*|résid\w+|domicil\w+|based|wohn\w*|leb\w*|viv\w+|radicad\w+|bosatt\w*|ansässig)\b[^.;:]{0,40}$"
);

/// "For two years", "seit drei Jahren".
pub(super) static SPAN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"(?:for|with|least|minimum(?: of)?|mínim[oa] de|past|last|previous|depuis(?: au moins)?|seit(?: mindestens)?|mindestens|durante|almeno|da(?: almeno)?|desde hace|há(?: pelo menos)?|sinds|hace|por lo menos hace|mínim[oa])\s+(?:the\s+)?(?:past\s+|last\s+|previous\s+|least\s+|at least\s+|al\s+|au\s+|menos\s+|pelo\s+|moins\s+|mindestens\s+)*{YEARS}"
    ))
});

/// "Con tres años de residencia", "com residência de dois anos".
pub(super) static SPAN_OF_RESIDENCE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"(?:con|com|acredit[a-z]+|comprov[a-z]+|avec|mit|residencia(?: \w+)?(?: mínima)? de|residência(?: \w+)? de)\s+(?:al menos\s+|pelo menos\s+|au moins\s+)?{YEARS}"
    ))
});

// The years are those of what is applied for.
pattern!(
    TO_COME,
    r"^\s*(?:of|de|du|des|der|del|della|do|da)\s+(?:(?:the|their|your|its|la|le|l[’']|su|leur|sua|ihr\w*)\s*)?(?:fellowship|residenc\w+|grant|project|program\w*|award|stay|scholarship|bursary|contract|résidence|bourse|projet|residencia|beca|proyecto|residência|bolsa|projeto|residenza|borsa|stipendium\w*|stipendiums|aufenthalt\w*)"
);
// "Three weeks for textile artists in Norfolk": where the stay is, not where they live.
pattern!(
    STAY_FOR,
    r"\b(?:weeks?|months?|days?|nights?|semaines|mois|semanas|meses|wochen|monate|settimane|mesi|weken|maanden)\s+(?:for|pour|para|für|per|voor)\s+[^.;:]{1,60}\s(?:in|en|à|au|em|nel|nella|a)\s+(?:the\s+)?$"
);
// "Live in Seoul for the term": those who were chosen, while it lasts.
pattern!(
    STAYS_BEHIND,
    r"^\s+(?:for the (?:time|term|duration|whole|entire|length)|during (?:the|their|your) (?:residenc|stay|term|program|project)|throughout the)"
);
// What lasted so long was the work, and not the life in a place.
pattern!(
    WORKED,
    r"\b(?:work(?:ed|ing)|practi[cs]\w+|exhibit\w+|experience|graduat\w+|professional\w*|active|career|trabaj\w+|trayectoria|experiencia|travaill\w+|pratiqu\w+|expérience|arbeit\w+|tätig|erfahrung|lavor\w+|attiv\w+|esperienza|atua\w+|trabalh\w+)\b"
);
// And only then begins what is said of life there.
pattern!(
    AND_LIVES,
    r"^[^,;]{0,25}?,?\s*(?:and|und|et|y|e|en)\s+(?:\w+\s+){0,2}(?:live|reside|based|be|leben|wohnen|vivre|résid\w+|habit\w+|viv[ae]n|resid\w+|vivono|risied\w+|vivam|morem|wonen)\b"
);

/// A number and its unit.
const YEARS: &str = r"(?P<n>\d{1,2}|one|two|three|four|five|six|ten|twelve|einem|zwei|drei|vier|fünf|zehn|un|dos|tres|cuatro|cinco|diez|deux|trois|quatre|cinq|dix|due|tre|quattro|cinque|dois|duas|três|quatro)(?:\s*\(\w+\))?\s+(?:consecutive\s+|continuous\s+|full\s+)?(?P<unit>years?|months?|años?|meses|ans|mois|jahre?n?|monate?n?|anni|mesi|anos)\b";
