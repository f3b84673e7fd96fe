//! The words around the name of a place that say what it is to those who apply.

use std::sync::LazyLock;

use super::scope::PERSON;
use crate::features::reading::pattern::Pattern;

macro_rules! pattern {
    ($name:ident, $($part:expr),+) => {
        pub(super) static $name: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&[$($part),+].concat()));
    };
}

// Right behind a name.
pattern!(
    CITIZEN_BEHIND,
    r"^[’']?s?\s+(?:(?:(?:or|and|,)\s+)?\w+\s+(?:or\s+|and\s+)?){0,2}?(?:citizens?(?:hip)?|nationals|nationality|passports?|passport holders?)\b|^\s*(?:의\s*)?(?:국적|국민)|^国籍"
);
pattern!(PERMANENT_BEHIND, r"^\s+permanent residents?\b");
pattern!(
    OR_PERMANENT,
    r"^[^.;]{0,40}?\b(?:or|and|/)\s*(?:are\s+|is\s+|an?\s+)?(?:\w+\s+)?(?:permanent residents?|green card holders?|lawful residents?)\b"
);
pattern!(RESIDENT_BEHIND, r"^[’']?s?\s+(?:and territory\s+)?residents?\b");
pattern!(BASED_BEHIND, r"^[- –](?:based|resident|dwelling)\s+(?:[\w-]+\s+){0,2}?", PERSON, r"\b");
pattern!(INCLUDING_BEFORE, r"\b(?:including|such as|and|or)\s+$");
pattern!(
    BODY_BEFORE,
    r"\b(?:university|college|school|museum|gallery|centre|center|city|town|bank|institute|friends|society|academy|council|county|bishop|battle|embassy|consulate|government|republic) of (?:the )?$"
);
pattern!(
    NOT_NATION,
    r"\b(?:native|african|asian|latin|south|central|north|mexican|afro|arab)[- ]$"
);
pattern!(BORN_BEHIND, r"^[- ]born\b");
pattern!(
    WITH_OTHERS,
    r"^\s*(?:,|and|&|or|et|y|e|und|/|as well as|et les artistes|y de)\s*(?:the\s+)?(?:inter\w*|foreign\w*|overseas|worldwide|global\w*|from around|around the world|beyond|abroad|étrang\w*|extranjer\w*|estrangeir\w*|ausländisch\w*|stranier\w*|rest of the world|other countr\w+)"
);
pattern!(PEOPLE_BEHIND, r"^\s+(?:(?:[\w’-]+|/)\s+){0,3}?", PERSON, r"\b");
pattern!(
    ALSO_WELCOME,
    r"^(?:[- –]based)?\s+\w+\s+(?:are|can|may)\s+(?:also\s+)?(?:eligible|apply|welcome)"
);

pattern!(DIASPORA_BEHIND, r"^(?:\s+\w+)?\s+diaspora\b");
pattern!(
    LIVES_BEHIND,
    r"^\s+(?:(?:an)?gemeldet|wohnhaft|wohnen\w*|ansässig|leben\w*|lebt|tätig|arbeiten\w*|domizil\w*)\b|^\s*(?:に|在住|거주|에 거주)"
);

pattern!(
    OR_ELSEWHERE,
    r"^\s*(?:,\s*)?(?:or|o|ou|oder)\s+(?:outside|elsewhere|abroad|overseas|anywhere|fuera|en el extranjero|à l[’']étranger|no exterior|im ausland)"
);
pattern!(
    IN_CASE,
    r"\b(?:en (?:el )?caso de|in (?:the )?case of|dans le cas|au cas où|im falle?|no caso de|nel caso)\b[^.;]*$"
);

// Right before a name.
pattern!(DESCENT_BEHIND, r"^[- ](?:descent|heritage|ancestry|origin|roots)\b");
pattern!(
    NOT_ELIGIBLE,
    r"\b(?:are|is) (?:not eligible|ineligible)|\b(?:cannot|may not|can[’']t) apply"
);
pattern!(
    SHUT_BEFORE,
    r"\b(?:(?:not|never|n[’']t)\s+(?:be\s+|currently\s+|yet\s+)?(?:(?:open|available|eligible|intended|meant)\s+(?:to|for)|accept\w*|consider\w*|invit\w+)\b|(?:is|are)\s+not\s+for\b|(?:closed|unavailable)\s+to\b|exclud(?:es?|ing)\b|(?:pas|plus) (?:ouvert|destiné|accessible|réservé)\w*\s+(?:à|aux)\b|s[’']adresse\w* pas\b|\bne peu(?:ven)?t (?:pas )?\w+r\b|no (?:est[aá]n? (?:abiert|dirigid|destinad)[oa]s?|podr[aá]n? \w+r|pueden? \w+r|se (?:admit|acept)\w+)|não (?:est[aá] abert[oa]|se destina|pod\w+ \w+r|são aceit\w+)|nicht (?:offen|zugelassen)|nicht an\b|non (?:è|sono) (?:apert|rivolt|destinat|ammess)[oaie]|non possono \w+re)[^.;:]{0,90}$"
);
pattern!(
    SHUT_BEHIND,
    r"^(?:\s*(?:,|or|and|&)\s*(?:(?:in|the|of)\s+){0,2}(?-i:[A-Z])[\w’.-]+)*(?:\s+",
    PERSON,
    r")?\s+(?:(?:(?:are|is) (?:not (?:currently )?eligible|ineligible|not (?:permitted|allowed|able) to|excluded|barred)|(?:cannot|may not|can[’']t|can not) (?:apply|enter|submit|participate|take part))|ne (?:sont pas (?:éligibles|admis\w*)|peu(?:ven)?t pas)|no (?:podr[aá]n|pueden|son elegibles)|não pod\w+|(?:sind|können sich|können) (?:leider )?(?:nicht|ausgeschlossen)|non (?:possono|sono ammess[ie]))"
);
pattern!(
    BUT_BEFORE,
    r"\b(?:but|only|unless|except|mais|sauf|pero|salvo|mas|exceto|sondern|außer|ma|tranne)\b[^.;:]*$"
);
pattern!(
    MILES_BEFORE,
    r"\bwithin\s+(?:an?\s+)?\d+[- ](?:miles?|mi|km|kilomet\w+)(?:\s+radius)?\s+(?:of|from)\s+(?:the\s+)?$"
);
pattern!(
    OR_PERMANENT_BEFORE,
    r"\b(?:or|and|/)\s+(?:an?\s+)?(?:lawful\s+|legal\s+)?permanent residents?\b[\w\s]{0,12}$"
);
pattern!(
    WITHIN_BEFORE,
    PERSON,
    r"\b(?:[\s,]+[\w’-]+){0,7}?\s+(?:from\s+)?(?:across|throughout|within|all over)",
    AREA_WORDS,
    "$"
);
pattern!(
    ERRAND,
    r"\b(?:travel\w*|transport\w*|commut\w*|deliver\w*|exhibit in|tour\w*)\b[^.;]{0,60}$"
);
pattern!(DIASPORA_BEFORE, r"\bdiaspora\s+(?:of\s+|de\s+)?$");
pattern!(
    PEOPLE_BEFORE,
    r"(?:\b(?:postular|participar|dirigid[oa]s? a|abiert[oa]s? a|para|destinad[oa]s? a)(?: los| las| artistas)?|",
    PERSON,
    r"(?:\s+[a-zà-ü]+)?)\s+$"
);
pattern!(TO_WORK, r"\bto\s+(?:legally\s+)?(?:live and\s+)?work\b[\w\s]*$");
pattern!(
    CITIZEN_BEFORE,
    r"\b(?:citizens?|nationals?|nationality|citizenship|passports?|nationalit\w*|nacionalidad\w*|nacionalidade|ciudadan\w+|cidad[ãa]\w+|staatsb\w+|staatsangeh\w+|cittadin\w+)\s+(?:(?:or|and)\s+(?:an?\s+)?(?:lawful\s+|legal\s+)?(?:permanent\s+)?residents?\s+)?(?:other than\s+)?(?:of|from|de|du|des|der|di|do|da|von|in)?\s*(?:(?:any|one|all) of\s+)?(?:the|la|le|el|los|any|one|these|a)?\s*(?:\d+\s+)?(?:following|listed|member|eligible)?\s*(?:countries|states|nations|países|pays)?\s*[:(]?\s*$"
);
pattern!(PERMANENT_BEFORE, r"\bpermanent residents?\s+(?:of|in)\s+(?:the\s+)?$");
pattern!(
    LIVES_BEFORE,
    r"\b(?:liv(?:e|es|ing)|resid(?:e|es|ing)|residents?|domiciled|physically present|(?:continuous|legal|principal|primary|main|permanent|usual|habitual|years?[’']?(?: of(?: continuous| legal)?)?|establish\w*|proof of|have|hold) residence|(?:main|primary|principal|permanent) (?:home|address|place of (?:residence|business))|headquartered|home (?:has been|is)|réside(?:nt|z|r)?|résid[ae]nt[\w·.()-]*|vivant|vivent|vivre|vit|habitant|habite(?:nt|r)?|domicili[\w·.()-]+|établi[\w·.()-]*|installé[\w·.()-]*|residan|reside[ns]?|residentes?|residir|residam|moram|morem|sediad\w+|con domicilio|afincad\w+|empadronad\w+|avecindad\w+|(?:su|con|tener|acreditar(?: su)?) residencia(?: \w+)?|viv(?:an|en|iendo|em|am|a|e)|radicad\w+|establecid\w+|moradores|wohn\w*|leb(?:en|end\w*|t)|ansässig\w*|wohnsitz|residenti|residente|risied\w+|domiciliat\w+|abitano|vivere|(?:la loro|avere(?: la)?|con) residenza|vivono|abitanti|won(?:en|end|ende|achtig)|woonachtig|gevestigd|werkzaam)\b",
    AREA_WORDS,
    "$"
);
pattern!(
    WORKS_BEFORE,
    PERSON,
    r"\b(?:[,\s]+[\w’+-]+){0,6}?\s+(?:(?:and|or|who|that|are|is|is/are|be|currently|must)\s+)*(?:based|located|working|work|practicing|practising|situated|basée?s?|tätig\w*|arbeiten\w*|studying|trabaj(?:an|en|ando)|trabalh(?:am|em|ando)|lavorano|operanti|travaillant|travaillent)\b",
    AREA_WORDS,
    // The second of two conditions: "must be over 18 at the deadline and based in".
    r"$|(?:(?:",
    PERSON,
    r"|you|they)\s+(?:\w+\s+)?(?:must|should|need to|have to|are to)\b|\b(?:aged?|ages|over|under)\s+\d\d)[^.;:]{0,90}(?:,|\band|\bor)\s+(?:must\s+)?(?:be\s+)?(?:currently\s+|permanently\s+)?based\b",
    AREA_WORDS,
    "$"
);
pattern!(
    FROM_BEFORE,
    r"(?:\b(?:must|should) (?:be |come |originate |hail )?(?:[^.;]{0,50},\s*)?from|\b(?:one|two|three|four|five|\d{1,2}) from|",
    PERSON,
    r"\b(?:[\s,]+(?:and\s+)?[\w’-]+){0,2}?\s+(?:from|hailing from|originating from|de|du|des|d[’']|aus|dal|dalla|do|da|provenienti da))",
    AREA_WORDS,
    "$"
);
pattern!(
    ACROSS_BEFORE,
    PERSON,
    r"\s+(?:from\s+)?(?:across|throughout|within|all over|anywhere in|everywhere in|in)",
    AREA_WORDS,
    "$"
);
// "A residency for artists in Burgundy": where it takes place, not where they live.
pattern!(
    HOSTED_BEFORE,
    r"\b(?:residenc(?:y|ies|e)|retreats?|stays?|workshops?|camps?|courses?|studios?|exhibitions?|shows?|fairs?|festivals?|accommodation|house)\b[^.;:]{0,40}\bfor (?:[\w-]+,? (?:and )?){0,4}",
    PERSON,
    r"\s+in",
    AREA_WORDS,
    "$"
);
// "Live, work or study in": those who only work or study there may apply too.
pattern!(
    OR_WORKS_BEFORE,
    r"\b(?:liv(?:e|es|ing)|resid\w+|based|wohn\w*|leb\w+|viv\w+|residen\w*|résid\w+|habit\w+)\b[\w\s,/]{0,24}(?:\bor\b|\bou\b|\boder\b|\bo\b|\bof\b|/)\s*(?:work\w*|study\w*|practi[cs]\w+|travaill\w+|étudi\w+|trabaj\w+|estudi\w+|trabalh\w+|estud\w+|lavor\w+|operanti|studi\w+|arbeit\w+|tätig\w*|werk\w+)\b[^.;:]{0,60}$"
);
// "Born in County Clare".
pattern!(
    BORN_BEFORE,
    r"\b(?:born|née?[\w·.()-]*|nacid[oa]s?|nascid[oa]s?|nat[iaoe]|geboren)\s+(?:and raised\s+)?(?:in|en|au|aux|à|em|no|na|a|nel|nella|im)\s+(?:the\s+)?$"
);
pattern!(
    LIVES_THERE,
    r"^[^.;]{0,40}\b(?:or|ou|o|oder)\s+(?:who\s+)?(?:(?:now\s+|currently\s+)?(?:live|living|reside|based)(?:\s+or\s+work)?\s+there|y (?:habit|viv|résid)\w+|vive[ns]? allí|vivono lì|dort (?:leben|wohnen))\b"
);
pattern!(
    RESTRICTED_BEFORE,
    r"\b(?:only (?:to|for)|restricted to|limited to|open (?:only )?(?:to|for)|eligible|exclusively (?:to|for)|available to)\s+(?:anyone in\s+|those in\s+|all\s+)?(?:the\s+)?$"
);
pattern!(
    OUTSIDE_BEFORE,
    r"\b(?:other than|outside(?: of)?|not (?:be )?(?:a )?(?:citizens?|residents?) of|except)\s+(?:the\s+)?$"
);
pattern!(NON_BEFORE, r"\bnon[- ]$");

/// Words between a verb of living and the name of a place.
const AREA_WORDS: &str = r"(?:\s*[,/]?\s*(?:(?:and|or|&|et|ou|y|o|e|und|oder)\s+)?(?:working|work|works|live|living|reside|residing|practicing|study|studying|practi[cs]e|travaill\w+|étudi\w+|trabaj\w+|trabalh\w+|estudi\w+|estud[ae]m|lavor\w+|operanti|studiano|arbeiten\w*|studier\w+|tätig\w*|werkzaam|werken)){0,3}(?:\s+(?:currently|permanently|primarily|legally|continuously|full[- ]time))?(?:\s+(?:is|are|has been|in|within|of|at|across|throughout|outside|from|anywhere|en|à|au|aux|dans|im|der|dem|no|na|em|nel|nella|de|del|du|do|da|the|la|le|el|los|las|die|das|all|any|either|one|both|state|states|province|region|city|county|counties|canton|república|republic|greater|metropolitan|metro|contiguous|continental|northern|southern|western|eastern|central|mainland|area|regional|member|countries|following|listed|these|\d+|commonwealth|kanton|stadt|ville|ciudad|cidade|estado|comune))*[\s:,]*";

/// Everyone, from everywhere.
pub(super) static ANYONE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\bworld-?wide\b|\b(?:around|across|throughout|all over|all around) the (?:world|globe)\b|\banywhere in the world\b|\bfrom anywhere\b|\bany (?:\w+ (?:and|or) )?(?:country|nationality|part of the world)\b|\b(?:nationality|citizenship) (?:is (?:no|not an?) \w+|does not matter|doesn[’']t matter)|\b(?:from )?(?:all|every) (?:countries|country)\b|\ball over the world\b|\b(?:indian|local|national|australian|british|irish|american|canadian|nigerian|kenyan|south african) (?:or|and|&) (?:foreigners?|overseas)\b|\bany region and any country\b|\b(?:any|all|every) (?:\w+ and )?(?:nationalit\w+|countries)\b|\bregardless of (?:[\w ]{{2,20}},? (?:or |and )?){{0,4}}(?:location|nationality|citizenship|residency|where|country|geograph\w+)|\bopen internationally\b|\binternationally,? (?:those|to) \w+|\b{PERSON}(?:,? \w+){{0,4}} internationally\b|\binternational (?:{PERSON}|applicants|applications|submissions|entries|proposals)\b|\binternational(?:ly)? (?:and|&|or) (?:national|local|australian|domestic|indian)|\b(?:national|local|domestic|regional|australian|indian|us|u\.s\.|uk|canadian|american|japanese|korean)(?:,? (?:and|&|or|,) |, )?(?:national,? )?(?:and |& |or )?international\b|\bno (?:residency|geographic\w*|nationality|location) (?:requirements?|restrictions?|limit\w*)|\bwithout (?:age or |any )?(?:nationality|geographic\w*) restrictions?|\bjapan and (?:around the world|overseas)\b|\bmonde entier\b|\btoutes? (?:les )?(?:\w+ (?:et|ou) )?nationalités?\b|\bquelle que soit (?:leur|sa|votre) (?:nationalité|citoyenneté|origine)|\bsans (?:condition|distinction|restriction) de nationalité|\btous (?:les )?pays\b|\b(?:nationa\w+ et |artistes )(?:internationa|étrang)\w+|\bet étrangers?\b|\bcualquier (?:\w+ (?:y|o|u) )?(?:nacionalidad|país|parte del mundo)|\bcualquiera que sea su nacionalidad|\bindependientemente de su nacionalidad|\bsin distinción de nacionalidad|\btodos los países\b|\btodo el mundo\b|\btodas las nacionalidades|\bnacionales (?:e|y|o) (?:internacionales|extranjer\w+)|\bqualquer (?:\w+ (?:e|ou) )?(?:nacionalidade|país)|\bindependentemente da (?:sua )?nacionalidade|\btodas as nacionalidades|\btodos os países\b|\btodo o mundo\b|\bnacionais e (?:internacionais|estrangeir\w+)|\bweltweit\b|\baus der ganzen welt\b|\bungeachtet (?:\w+ )?(?:nationalität|herkunft|staatsangehörigkeit)|\bjede\w* nationalität|\bwereldwijd\b|\bongeacht (?:\w+ )?nationaliteit|\balle nationaliteiten\b|\baus aller welt\b|\b(?:jeder|aller) nationalität\w*|\binternationale\w* {PERSON}|\bunabhängig von (?:\w+ )?(?:nationalität|herkunft|wohnort)|\btutto il mondo\b|\b(?:qualsiasi|ogni|qualunque) (?:\w+ e )?(?:nazionalità|paese)|\bsenza (?:limiti|distinzione|vincoli) di nazionalità|\bindipendentemente dalla nazionalità|\btutte le nazionalità|\bitaliani e stranieri\b|\bouvert aux non \w+|국적 ?(?:불문|무관|제한 없)|전 ?세계|국내외|国籍を?(?:問わ|不問)|世界(?:各国|中)|国内外"
    ))
});

pub(super) static SOMEONE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b{PERSON}\b|\bopen\b|\bouvert|작가|예술|アーティスト|作家|no residency"
    ))
});

/// Those from abroad, but only where they live somewhere named.
pub(super) static ABROAD_LIVING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b(?:international|foreign) {PERSON} (?:who (?:are )?)?(?:resid\w+|living|based|legally)|\bdiaspora {PERSON} world-?wide|\bextranjer\w+,? que (?:resid|viv)\w+|\binternational {PERSON} are (?:also )?welcome,? provided"
    ))
});

pub(super) static SPAN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:for|with|least|minimum(?: of)?|mínimo de|past|last|previous|depuis(?: au moins)?|seit(?: mindestens)?|mindestens|durante|almeno|desde hace|há)\s+(?:the\s+)?(?:past\s+|last\s+|previous\s+|least\s+|at least\s+|menos\s+)?(?P<n>\d{1,2}|one|two|three|four|five|six|twelve|einem|zwei|drei|fünf|un|dos|tres|cinco|deux|trois|cinq|due|tre|dois|três)(?:\s*\(\d+\))?\s+(?:consecutive\s+|continuous\s+|full\s+)?(?P<unit>years?|months?|años?|meses|ans|mois|jahre?n?|monate?n?|anni|mesi|anos)\b",
    )
});
