//! The words around the name of a place that say what it is to those who apply.

use std::sync::LazyLock;

use super::living::AREA_WORDS;
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
    r"^[’']?s?\s+(?:(?:(?:or|and|,)\s+)?\w+\s+(?:or\s+|and\s+)?){0,2}?(?:citizens?(?:hip)?|nationals|nationality|passports?|passport holders?|staatsangehörig\w*|staatsbürger\w*|nationalität|cittadinanza|nazionalità)\b|^\s+(?:nativ[oa]s?\b|nat[oa]s?\b|nés\b|naturali[sz]\w+|por nacimiento|de nacimiento|by birth|de naissance|di nascita)|^\s*(?:의\s*)?(?:국적|국민)|^(?:の)?(?:国籍|國籍)"
);
// "日本国外に在住": outside of the country named before.
pattern!(OUTSIDE_BEHIND, r"^(?:国外|国以外|以外の国)(?:に|を|で)?(?:在住|居住|拠点|活動)");
pattern!(PERMANENT_BEHIND, r"^\s+permanent residents?\b");
pattern!(
    OR_PERMANENT,
    r"^[^.;]{0,40}?\b(?:or|and|/)\s*(?:are\s+|is\s+|an?\s+)?(?:\w+\s+)?(?:permanent residents?|green card holders?|lawful residents?)\b"
);
pattern!(
    RESIDENT_BEHIND,
    r"^\s+(?:post(?:al )?codes?|zip codes?|address(?:es)?)\b|^[’']?s?\s+(?:and territory\s+)?residents?\b"
);
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
// "Die in Niedersachsen oder Bremen geboren sind".
pattern!(
    BORN_THEN,
    r"^(?:\s*(?:,|oder|und|of)\s+(?:in\s+)?(?-i:[A-ZÄÖÜ])[\w-]+)*\s+(?:geboren|född\w*)\b"
);
// "Mexicans, and foreigners with three years of residence": those from abroad if they live there.
pattern!(
    FOREIGN_LIVING,
    r"^[^.;]{0,70}?(?:,|\b(?:and|or|y|o|e|et|ou|und|oder|en|of))\s+(?:(?:an?|las|los|les|die|gli|as|os|in|personas?|artistas?|artistes?|artists?|those|people)\s+){0,2}(?:foreign\w*|extranjer\w+|étrang\w+|estrangeir\w+|stranier\w+|ausländ\w+)\b[^.;]{0,50}?\b(?:permanen[cn]\w*|resid\w*|residên\w*|résid\w*|liv(?:e|ing)|viv\w+|domicil\w+|wohn\w*|leb\w+)"
);
// "Ser chilena", "être belge": the word for the people stands alone.
pattern!(
    IS_BEFORE,
    r"\b(?:ser|sea[ns]?|être|soient|essere|siano|sein|be)\s+(?:una?\s+|an?\s+|une?\s+)?$|\bpersonas\s+(?:naturales\s+)?$"
);
// Those of a country by one word: "Nigerians living abroad", "Mexicanas y mexicanos mayores de edad".
// "If you are a Nigerian, at home or abroad".
pattern!(ARE_BEFORE, r"\b(?:are|is)\s+an?\s+$");
pattern!(ALONE_BEHIND, r"^\s*(?:$|[,;.)]|(?:or|at home|living|by birth|residing)\b)");
pattern!(
    NATIONALS_BEHIND,
    r"^\s*(?:,\s*)?(?:\(?(?:living|residing|resident|at home|abroad|wherever|aged|over|anywhere|only|everywhere|and the diaspora)\b|(?:who|may|can|of (?:all|any|every))\b|mayores de|maiores de|dentro (?:o|y|e) fuera|dentro ou fora|em qualquer|residentes? en el e|onde quer|donde quiera|vivant|où qu|en el exterior)"
);
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
// "Must not hold", "ne doivent pas être": the words of the rule are denied.
pattern!(
    DENIED_BEFORE,
    r"(?:\b(?:must|may|can|should|shall|do|does|are|is)\s*(?:not|n[’']t)\s+(?:(?:currently|already|also|legally|be|hold|have|possess|reside|live|come|own)\b)|\bcannot (?:be|hold|have|reside|live|come)\b|\bne\s+(?:pas|plus|(?:doi(?:t|vent)|peu(?:t|vent)|devront|pourront)\s+(?:pas|plus))\s+(?:être|avoir|résider|vivre|habiter|posséder|détenir)|\bn[’'](?:être|avoir) pas\b|\b(?:dürfen|darf|sollen|soll)\s+(?:[^.;:,]{0,40}\s)?(?:nicht|keine?n?)\b|\bkeine\b|\bno (?:deben|debe|deber[aá]n?|podr[aá]n?|pueden?|ser|tener|poseer|sean|tengan|residir|residan)\b|\bnão (?:devem|deve|deverão|podem|pode|poderão|ser|ter|possuir|sejam|tenham|residir|residam)\b|\bnon (?:devono|deve|dovranno|possono|può|potranno|essere|avere|siano|abbiano|risiedere)\b|\b(?:mag|mogen) (?:[^.;:,]{0,30}\s)?(?:niet|geen)\b)[^.;:,]{0,60}$"
);
// "Not only Chileans", "no solo": nobody is shut out by these.
pattern!(
    NOT_ONLY,
    r"\b(?:not only|no s[oó]lo|no solamente|não só|não apenas|nicht nur|non solo|pas seulement|niet alleen|and must|but must|and should|und müssen|y deber|et doivent|e devono|e devem|e che|y que|e que|et qui|and who|und die)\b"
);
// "Selected artists will live in Berlin", "Ada Okoro will live and work at": those who were chosen, afterwards.
pattern!(
    CHOSEN_BEFORE,
    r"\bwill\s+(?:live|reside|stay|be (?:living|residing|based))\b[^.;:]{0,60}$|\b(?:selected|chosen|successful|winning|awarded|invited|accepted) (?:[\w-]+ )?(?:artists?|applicants?|candidates?|participants?|residents?|fellows?|people|photographers?)\s+(?:will|shall|must|may|can|are)\b[^.;:]{0,60}$|\bif selected\b[^.;:]{0,80}$"
);
// "Artists from outside Ireland may also apply".
pattern!(
    OUTSIDERS_TOO,
    r"^[^.;:]{0,40}\b(?:(?:may|can|are) (?:also|too)|(?:are )?(?:also )?welcome|as well|too)\b"
);
// Nobody has to: "you do not need to live in Chile".
pattern!(
    NO_NEED,
    r"\b(?:(?:do|does) not (?:need|have) to|need not|don[’']t (?:need|have) to|not (?:required|necessary|obliged) to|no need to|pas (?:besoin|nécessaire|obligé\w*) d[e’]|no (?:es|será) (?:necesario|obligatorio)|não (?:é (?:necessário|obrigatório|preciso)|precisa\w*)|müssen nicht|muss nicht|non (?:è necessario|occorre)|hoeven niet)\b[^.;:,]{0,40}$"
);
pattern!(
    SHUT_BEHIND,
    r"^(?:\s*(?:,|or|and|&)\s*(?:(?:in|the|of)\s+){0,2}(?-i:[A-Z])[\w’.-]+)*(?:\s+",
    PERSON,
    r")?\s+(?:(?:(?:are|is) (?:not (?:currently )?eligible|ineligible|not (?:permitted|allowed|able) to|excluded|barred)|(?:cannot|may not|can[’']t|can not) (?:apply|enter|submit|participate|take part))|ne (?:sont pas (?:éligibles|admis\w*)|peu(?:ven)?t pas)|no (?:podr[aá]n|pueden|son elegibles)|não pod\w+|(?:sind|können sich|können) (?:leider )?(?:nicht|ausgeschlossen)|non (?:possono|sono ammess[ie]))|^(?:\s*의)?\s*국적[^.]{0,14}(?:제외|불가|지원할 수 없)|^国籍[^。、]{0,8}(?:応募できません|応募不可|対象外|除く|不可)"
);
pattern!(
    BUT_BEFORE,
    r"\b(?:but|only|unless|except|mais|sauf|pero|salvo|mas|exceto|sondern|außer|ma|tranne)\b[^.;:]*$"
);
pattern!(
    MILES_BEFORE,
    r"\b(?:within\s+(?:an?\s+)?(?:\d+|an?|one|two)[- ](?:miles?|mi|km|kilomet\w+|hours?(?:[’']s?)?(?: drive)?)(?:\s+radius)?\s+(?:of|from)|(?:in or |in and )?(?:near|around|close to)|dans un rayon de \d+ ?(?:km|kilomètres)(?: autour)? d[e’']|im umkreis von \d+ ?(?:km|kilometern) (?:um|von)|(?:en un radio de|a menos de) \d+ ?(?:km|kilómetros) de|entro \d+ ?(?:km|chilometri) da)\s*(?:the\s+)?$"
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
    r"\b(?:citizens?|nationals?|nationality|citizenship|passports?|nationalit\w*|nacionalidad\w*|nacionalidade|ciudadan\w+(?:\([a-z]{1,3}\))?|cidad[ãa]\w+(?:\([a-z]{1,3}\))?|staatsb\w+|staatsangeh\w+|cittadin\w+|obywatel\w*|nacionais|nacionales|nazionali|ressortissant[\w·.()-]*|staatsangehörig\w*|burgers?)\s+(?:(?:or|and)\s+(?:an?\s+)?(?:lawful\s+|legal\s+)?(?:permanent\s+)?residents?\s+)?(?:other than\s+)?(?:of|from|de|du|des|d[’\x27]une?|der|di|do|da|von|van|in)?\s*(?:(?:any|one|all) of\s+)?(?:the|la|le|el|los|any|one|these|another|any other|an?|une?|uno|una|um|einem|eines)?\s*(?:\d+\s+)?(?:following|listed|member|eligible)?\s*(?:countries|country|states?|nations|países|país|pays|état|staates|stato|paese)?\s*(?:of|de (?:la )?|d[’\x27](?:el)?|do|da|di|della?)?\s*(?:the|l[’\x27])?\s*[:(]?\s*$"
);
pattern!(PERMANENT_BEFORE, r"\bpermanent residents?\s+(?:of|in)\s+(?:the\s+)?$");
pattern!(
    FROM_BEFORE,
    r"(?:\b(?:must|should) (?:be |come |originate |hail )?(?:[^.;]{0,50},\s*)?from|\b(?:one|two|three|four|five|\d{1,2}) from|",
    PERSON,
    r"\b(?:[\s,]+(?:and\s+)?[\w’-]+){0,2}?\s+(?:from|hailing from|originating from|de|du|des|d[’']|aus|dal|dalla|do|da|provenienti da)|(?-i:\b(?:artists|applicants|photographers|painters|sculptors|printmakers|makers|designers|curators|writers|creatives|people))\s+of|\b(?:originaires?|natifs?|natives?|natural(?:es)?|oriund[oa]s?|originari[oaie]|native)\s+(?:of|de|du|des|d[’']|do|da|di|dell[ao]))",
    AREA_WORDS,
    "$"
);
// "Deren erster Wohnsitz bei der Bewerbung in Thüringen liegt": the verb comes last.
pattern!(
    HOME_LIES_BEFORE,
    r"\b(?:(?:erst|haupt)?wohnsitz|wohnort|(?:lebens|arbeits|schaffens)mittelpunkt|mittelpunkt)\b[^.;]{0,70}$"
);
pattern!(LIES_BEHIND, r"^\s+(?:liegt|liegen|hat|haben|befindet)\b");
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
// "Born in County Clare".
pattern!(
    BORN_BEFORE,
    r"\b(?:born|née?[\w·.()-]*|nacid[oa]s?|nascid[oa]s?|nat[iaoe]|geboren)\s+(?:and raised\s+)?(?:in|en|au|aux|à|em|no|na|a|nel|nella|im|i|w)\s+(?:the\s+|der\s+|den\s+|dem\s+|la\s+|le\s+)?(?:kanton\s+|canton de\s+|province of\s+|county\s+)?$"
);
pattern!(
    LIVES_THERE,
    r"^[^.;]{0,40}\b(?:or|ou|o|oder)\s+(?:who\s+)?(?:(?:now\s+|currently\s+)?(?:live|living|reside|based)(?:\s+or\s+work)?\s+there|y (?:habit|viv|résid)\w+|vive[ns]? allí|vivono lì|dort (?:leben|wohnen|wohnhaft|ansässig|gemeldet)|(?:(?:or|oder|ou|o)\s+)?(?:seit|depuis|for|desde|da)\s[^.;]{0,40}\b(?:dort|there|y|allí)\b)"
);
pattern!(
    RESTRICTED_BEFORE,
    r"\b(?:only (?:to|for)|restricted to|limited to|open (?:only )?(?:to|for)|eligible|exclusively (?:to|for)|available to)\s+(?:anyone in\s+|those in\s+|all\s+)?(?:the\s+)?$"
);
// "Open for the Lowick Print Prize": the name of what is won, and not where anybody lives.
pattern!(
    NAMES_A_PRIZE,
    r"^(?:\s+(?-i:[A-Z])[\w’'.&-]*){0,5}\s+(?:prizes?|awards?|biennales?|biennials?|triennials?|festival|fellowships?|residenc(?:y|ies)|grants?|scholarships?|bursar(?:y|ies)|exhibition|competition|commission|show|fair|salon)\b"
);
pattern!(
    OUTSIDE_BEFORE,
    r"\b(?:other than|outside(?: of)?|not (?:be )?(?:a )?(?:citizens?|residents?) of|except|außerhalb|ausserhalb|hors|en dehors|fuera|fora|fuori|buiten|utanför|poza)(?:\s+(?:von|der|des|dem|de|du|d[’']|del|do|da|di|dal|dalla))?\s*(?:\s(?:the|la|le|l[’'])\s*)?$|\b(?:do(?:es)? not|don[’']t|not|never|no|non|não|ne(?: pas)?|nicht)\s+(?:be\s+|currently\s+|already\s+|have\s+|pas\s+)*(?:liv(?:e|es|ed|ing)|resid\w+|based|domicil\w+|résid\w+|viv\w+|habit\w+|mor[ae]\w*|abit\w+|risied\w+)\s+(?:pas\s+)?(?:in|within|en|à|au|aux|dans|em|no|na|a|nel|nella)\s+(?:the\s+|la\s+)?$|\b(?:nicht|niet)\s+(?:in|im)\s+(?:der\s+)?$"
);
pattern!(NON_BEFORE, r"\bnon[- ]$");

/// Everyone, from everywhere.
pub(super) static ANYONE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\bworld-?wide\b|\b(?:around|across|throughout|all over|all around) the (?:world|globe)\b|\banywhere in the world\b|\bartists everywhere\b|\bno matter where (?:they|you|applicants|artists|one)\b|\bglobal (?:artists|photographers|creatives|makers|applicants)\b|\b(?:keine|ohne) (?:einschränkung\w*|beschränkung\w*) (?:\w+ ){{0,3}}(?:herkunft|nationalität|wohnort)|\b(?:herkunft|nationalität|staatsangehörigkeit)(?: und wohnort)? (?:\w+ ){{0,2}}(?:keine rolle|ohne belang|egal)|\b(?:aucune|pas de|sans) (?:condition|restriction|limite|limitation)s? (?:de |d[’']|liée à la )(?:nationalité|résidence|lieu)|\bsin (?:restricci\w+|requisitos?|límites?|limitaci\w+) de (?:nacionalidad|residencia|origen)|\bsem (?:restriç\w+|requisitos?|limites?|exigência) de (?:nacionalidade|residência|origem)|\bsenza (?:limiti|vincoli|restrizioni) di (?:provenienza|residenza)|\bany (?:\w+ (?:and|or) )?(?:country|nationality|part of the world)\b|\b(?:nationality|citizenship) (?:is (?:no|not an?) \w+|does not matter|doesn[’']t matter)|\b(?:from )?(?:all|every) (?:countries|country)\b|\ball over the world\b|\b(?:indian|local|national|australian|british|irish|american|canadian|nigerian|kenyan|south african) (?:or|and|&) (?:foreigners?|overseas)\b|\bany region and any country\b|\b(?:any|all|every) (?:\w+ and )?(?:nationalit\w+|countries)\b|\bregardless of (?:[\w ]{{2,20}},? (?:or |and )?){{0,4}}(?:location|nationality|citizenship|residency|where|country|geograph\w+)|\bopen internationally\b|\binternationally,? (?:those|to) \w+|\b{PERSON}(?:,? \w+){{0,4}} internationally\b|\binternational (?:{PERSON}|applicants|applications|submissions|entries|proposals)\b|\binternational(?:ly)? (?:and|&|or) (?:national|local|australian|domestic|indian)|\b(?:national|local|domestic|regional|australian|indian|us|u\.s\.|uk|canadian|american|japanese|korean)(?:,? (?:and|&|or|,) |, )?(?:national,? )?(?:and |& |or )?international\b|\bno (?:residency|residence|geographic\w*|nationality|citizenship|location)(?: (?:or|and) \w+)? (?:requirements?|restrictions?|limit\w*|conditions?)|\bwithout (?:age or |any )?(?:nationality|geographic\w*) restrictions?|\bjapan and (?:around the world|overseas)\b|\bmonde entier\b|\btoutes? (?:les )?(?:\w+ (?:et|ou) )?nationalités?\b|\bquelle que soit (?:leur|sa|votre) (?:nationalité|citoyenneté|origine)|\bsans (?:condition|distinction|restriction) de nationalité|\btous (?:les )?pays\b|\b(?:nationa\w+ et |artistes )(?:internationa|étrang)\w+|\bet étrangers?\b|\bcualquier (?:\w+ (?:y|o|u) )?(?:nacionalidad|país|parte del mundo)|\bcualquiera que sea su nacionalidad|\bindependientemente de su nacionalidad|\bsin distinción de nacionalidad|\btodos los países\b|\btodo el mundo\b|\btodas las nacionalidades|\bnacionales (?:e|y|o) (?:internacionales|extranjer\w+)|\bqualquer (?:\w+ (?:e|ou) )?(?:nacionalidade|país)|\bindependentemente da (?:sua )?nacionalidade|\btodas as nacionalidades|\btodos os países\b|\btodo o mundo\b|\bnacionais e (?:internacionais|estrangeir\w+)|\bweltweit\b|\baus der ganzen welt\b|\bungeachtet (?:\w+ )?(?:nationalität|herkunft|staatsangehörigkeit)|\bjede\w* nationalität|\bwereldwijd\b|\bongeacht (?:\w+ )?nationaliteit|\balle nationaliteiten\b|\baus aller welt\b|\b(?:jeder|aller) nationalität\w*|\binternationale\w* {PERSON}|\bunabhängig von (?:\w+ )?(?:nationalität|herkunft|wohnort)|\btutto il mondo\b|\b(?:qualsiasi|ogni|qualunque) (?:\w+ e )?(?:nazionalità|paese)|\bsenza (?:limiti|distinzione|vincoli) di nazionalità|\bindipendentemente dalla nazionalità|\btutte le nazionalità|\bitaliani e stranieri\b|\bouvert aux non \w+|국적 ?(?:불문|무관|제한 없)|전 ?세계|국내외|国籍を?(?:問わ|不問)|世界(?:各国|中)|国内外"
    ))
});

pub(super) static SOMEONE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b{PERSON}\b|\bopen\b|\bouvert|\bno (?:residen|geograph|nationality|citizenship)|\b(?:aucune|pas de|sans|keine|ohne|sin|sem|senza) |작가|예술|アーティスト|作家|no residency"
    ))
});

/// Those from abroad, but only where they live somewhere named.
pub(super) static ABROAD_LIVING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b(?:international|foreign) {PERSON} (?:who (?:are )?)?(?:resid\w+|living|based|legally)|\bdiaspora {PERSON} world-?wide|\bextranjer\w+,? que (?:resid|viv)\w+|\binternational {PERSON} are (?:also )?welcome,? provided"
    ))
});
