//! Which passages say who may apply, and how strictly.

use std::sync::LazyLock;

use super::Force;
use super::admission::speaks_of_applying;
use crate::features::reading::passage::Passage;
use crate::features::reading::pattern::Pattern;

/// People, as calls name those who apply.
pub(super) const PERSON: &str = r"(?:artists?|applicants?|candidates?|photographers?|painters?|sculptors?|printmakers?|carvers?|weavers?|potters?|jewell?ers?|woodworkers?|metalworkers?|animators?|artisans?|authors?|storytellers?|ceramicists?|ceramic artists?|illustrators?|filmmakers?|designers?|architects?|curators?|writers?|creatives|creators?|makers?|craftspeople|practitioners?|professionals|individuals|persons?|people|entrants?|participants?|students?|graduates?|women|men|youth|adults|residents|muralists?|performers?|musicians?|poets?|collectives?|groups?|teams?|duos?|organi[sz]ations?|anyone|everyone|those|citizens|nationals|artistes?|candidat[a-zà-ÿ]*|photographes?|personnes?|créateurs?|créatrices?|artistas?|fot[oó]graf[oa]s?|creador[a-zà-ÿ]*|personas?|postulantes?|participantes|pessoas?|criador[a-zà-ÿ]*|künstler[a-zà-ÿ]*|bewerber[a-zà-ÿ]*|fotograf[a-zà-ÿ]*|personen|kunstschaffende[a-zà-ÿ]*|artist[aei]|fotograf[oi]|candidat[oi]|person[ae]|proponentes?|inscrit[oa]s|concorrentes?|plasticien[a-zà-ÿ]*|sculpt(?:eur|rice)[a-zà-ÿ]*|peintres?|graveu[rs][a-zà-ÿ]*|illustrat[a-zà-ÿ]+|vidéastes?|cinéastes?|auteur[\w·]*|pintor[a-zà-ÿ]*|escultor[a-zà-ÿ]*|ilustrador[a-zà-ÿ]*|grabador[a-zà-ÿ]*|gravador[a-zà-ÿ]*|ceramistas?|cineastas?|curador[a-zà-ÿ]*|muralistas|escritor[a-zà-ÿ]*|pittor[a-zà-ÿ]+|scultor[a-zà-ÿ]+|illustrator[ei]|curator[ei]|maler[a-zà-ÿ]*|bildhauer[a-zà-ÿ]*|kurator[a-zà-ÿ]*|kreative|kunstenaars?|konstnärer?|artyst[a-zà-ÿ]+|collectifs?|colectivos?|coletivos?|collettivi|kollektive|associations?|asociaciones|associações|associazioni|vereine|charities)";

/// Words that say who may apply.
static ADMITS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bopen to\b|\bopen (?:inter)?nationally|\bopen (?:for|worldwide)|\beligib\w+|\bineligib\w+|\b(?:may|can|could) (?:also |only |now )?(?:apply|enter|submit|take part|participate|compete|join|exhibit|be considered)\b|\b(?:may|can(?:not)?|must|should|will|shall)(?: not|n[’\x27]t)? (?:be (?:considered|enrolled|employed|citizens|residents|living|based|professional|artists|members|students)|have|hold|reside|live|own|come from|belong)\b|\b(?:is|are) there for\b|\b(?:required|expected) to (?:be|have|live|reside|hold)\b|\b(?:offer(?:s|ing)?|giv(?:es|ing)|grant(?:s|ing)) (?:an?|one|two|three|four|five|\d+) (?:[\w-]+ ){0,5}the (?:chance|opportunity|possibility)\b|\b(?:prize|award|grant|fund|residency|fellowship|bursary|scholarship|call|competition|exhibition|program\w*|open call|opportunit\w+|stipend|commission)s? (?:is |are )?(?:open )?for (?:[\w-]+,? ){0,6}(?:living|based|resid\w+|who|from|aged|born)\b|\b(?:goes|go|given|awarded|granted|presented) (?:each year |annually )?to (?:an?|one|two|three|four|five|\d+) \w|\b(?:experience|diploma|degree|licen[cs]e|insurance|membership|residency|citizenship|command|knowledge|proficiency|fluency|english|training|registration)\b[^.;:]{0,60}(?:(?:is|are) )?(?:required|mandatory|essential|necessary|expected|compulsory|a must)\b|\bwe (?:do not|don[’\x27]t|cannot|only|can only) (?:fund|accept|support|consider|host|take)\b|\b(?:one|two|three|four|five|six|\d{1,2}) (?:[\w-]+ ){0,4}(?:artists?|photographers?|painters?|sculptors?|curators?|makers?|writers?) (?:will be|are|is) (?:sent|selected|chosen|invited|hosted|awarded|given|offered|supported)\b|\bineligible\b|\b(?:women|female|mid[- ]career|emerging|early[- ]career|professional) [\w -]{3,40}\bonly\b|\bwho (?:can|may)\b|\b(?:invit\w+|seek(?:s|ing)?|welcom\w+|calling|looking for|call(?:s)? (?:for|to|on|out))\b|\b(?:applicants?|artists?|candidates?|entrants?|participants?|nominees?|you|individuals?|photographers?|must) must\b|\bmust (?:be|have|reside|live|hold|currently|not)\b|\b(?:may|should|can) not (?:be|have|hold|live|reside)\b|\b(?:restricted|limited|reserved|available|exclusive\w*|designed|aimed|intended|dedicated) (?:exclusively |only )?(?:to|for|at)\b|\bexclusively for\b|\bonly (?:for|open|to|available|artists|individuals|residents|citizens|applicants|those)\b|\b(?:applications?|submissions?|entries|proposals|nominations) (?:are |is )?(?:welcome|accepted|invited|open)?\s*(?:from|by)\b|\b(?:cannot|can[’']t|can not|may not|not) (?:apply|eligible|enter|participate|take part|submit|compete)\b|\bnot (?:open|accept\w*)\b|\bpreference\b|\bpriority\b|\bencouraged? to (?:apply|submit)\b|\bregardless of\b|\bno (?:age|residency|nationality|geographic\w*) (?:limit|restriction|requirement)|\bto support (?:both )?an? |\b(?:is|are) not for\b|\b(?:grants?|awards?|support|funding|prizes?|assistance|fellowships?|residenc(?:y|ies)) (?:is |are )?(?:offered |given |awarded |available |open )?(?:to|for) (?:[\w-]+ ){0,4}(?:artists?|photographers?|individuals?|people|creatives|practitioners)\b|\b(?:type|open to|eligibility):\s|\b(?:given|awarded|granted|offered|presented|provided|available|opportunit\w+) (?:[\w-]+ ){0,3}(?:to|for) (?:[\w/-]+ ){0,6}(?:artists?|photographers?|women|woman|creatives|practitioners|curators|painters|sculptors)\b|\b(?:provides?|awards?|offers?|supports?|selects?) (?:one|two|three|four|five|an?|\d+) (?:[\w/-]+ ){0,4}(?:artists?|photographers?)\b|^\W*(?:all |any )?(?:legal )?(?:residents?|citizens?|nationals?|artists?|applicants?|photographers?) (?:of|from|in|who|aged|based|living|residing|must)\b|\bfor (?:[\w-]+ ){0,3}artists? (?:living|residing|based|who|aged|from|in)\b|\b(?:fellowship|residency|grant|program\w*|award|prize|fund|scholarship|initiative|opportunity|bursary|call) (?:supports?|is for|are for|serves?)\b|\baged? \d\d|\bages \d\d|\b18\+|\b(?:honou?rs?|recogni[sz]es?|rewards?|distinguishes|goes to|awarded to|given to) (?:one|two|three|an?|\d+) (?:[\w,/-]+ ){1,6}(?:who|that|living|residing|resident|based|from|aged|under|born)\b",
    )
});

/// More of them: what one needs to be, whom it helps, who is meant by a field.
static ADMITS_TOO: LazyLock<Pattern> = LazyLock::new(|| {
    let forms = [
        r"^\W*for (?:[\w-]+ ){0,3}PERSON\b",
        r"\bhelps? (?:[\w-]+,? ){0,6}PERSON (?:who|living|based|in)\b",
        r"\b(?:gives?|awards?|sends?|hosts?|honou?rs?|brings?|funds?) (?:an?|one|two|three|four|five|\d+) (?:[\w/-]+ ){0,4}PERSON\b",
        r"\b(?:gives?|offers?|awards?|makes?) [^.;]{0,120}\b(?:to|for) (?:[\w-]+ ){0,3}PERSON\b",
        r"\b(?:apenas|somente|solamente|únicamente|s[oó]lo|seulement|uniquement|nur|ausschließlich|soltanto|esclusivamente|alleen|uitsluitend) (?:\w+ ){0,3}PERSON\b",
        r"\b(?:needs?|have|has|ought|required|expected) to (?:be|have|hold|live|reside|own|come|speak|show|identify)\b|^\W*(?:[-*•]\s*)?(?:you|sie|du|je|vous|tu|você|usted|tú) (?:are|live|reside|have|hold|work|identify|were|leb\w+|wohn\w+|sind|bist|haben|hast|woont|bent|hebt|êtes|avez|habit\w+|résid\w+|vivez|es|vive\w?|mora|reside\w?)\b|^\W*(?:[-*•]\s*)?(?:être|avoir|ne pas [\wà-ÿ]+r\b|ne pas (?:être|avoir)|n[’']avoir|résider|justifier|vivre|habiter|disposer|posséder|exercer|ser|tener|haber|no (?:haber|ser|tener|estar)|residir|estar|acreditar|contar con|poseer|ter|não (?:ser|ter|estar)|possuir|comprovar|morar|essere|avere|non (?:aver|essere)\w*|risiedere|possedere|aver) |\b(?:maximum|minimum) age\b|\bage limit\b|\baltersgrenze|\baltersobergrenze|\blimite d[’']âge|\b(?:límite de edad|limite de idade|limite di età|edad (?:máxima|mínima)|idade (?:máxima|mínima)|età (?:massima|minima))\b|\bleeftijdsgrens|年齢|연령|나이",
        r"\d\s?歳以[上下]|\d\s?세 ?이[상하]|\bwe take (?:only )?(?:artists|residents|applicants)\b|\byou (?:can|may) (?:enter|apply|take part|participate|be (?:any|an?)\b)|\basked to sit out\b|\b(?:kept|reserved|set aside|earmarked) for\b|\b(?:works?|artworks?|art|pieces|practices?) (?:made |created )?(?:by|from|of) (?:[\w-]+ ){0,3}(?:artists?|photographers?|makers?|creatives) (?:from|across|living|based|resid\w+)\b|\b(?:anybody|everybody|anyone|everyone) (?:can|may|is|aged|over|who|in|from|living|18)|^\W*(?:geograph\w+|nationality|citizenship|residency(?: requirements?)?|applicant ?type\w*|restrictions?|age(?: limit)?|gender)\s*:|\b(?:residents?|citizens?|nationals?) of [\w ,’'-]{2,60} only\b|\bconvie\w* les\b|\bopenstaan|\bstaat open voor\b|\bbestemd voor\b|\bgericht (?:op|aan)\b|\bkunnen (?:zich )?(?:aanmelden|deelnemen|inschrijven)|\bmoeten\b|\bmoet je\b|\bse dirige a\b|\bdestina-se\b|\bsi rivolge\b",
        r"^\W*(?:(?:haupt)?wohnsitz|lebensmittelpunkt|geboren|born|nés?|nacid[oa]s?|nat[ioa]|nascid[oa]s?|residence|residency|domicile|residencia|residenza|residência) (?:in|im|außerhalb|ausserhalb|outside|within|en|au|à|em|no|na|fuera|fuori|hors|a)\b|^\W*(?:abgeschlossene[sn]?|mindestens|seit) [^.;]{0,50}\b(?:wohnhaft|tätig|ansässig|gemeldet|studium|ausbildung)\b|\bwherever (?:they|you) (?:live|are|reside|work)\b|^\W*(?:voor wie|wie kan \w+|für wen|wer kann \w+|wer|teilnahme\w*|teilnehme\w*|pour qui|qui peut \w+|conditions?|bénéficiaires|para qui[eé]n\w*|qui[eé]n(?:es)? puede\w* \w+|participantes|requisitos|para quem|quem pode \w+|per chi|chi può \w+|requisiti|destinatari|지원 ?자격|응모 ?자격|参加資格|応募資格|対象)\W*[:：|]|\b(?:bursar(?:y|ies)|grants?|stipends?|fellowships?|awards?) to (?:[\w-]+ ){0,3}PERSON\b|\bfor (?:[\w-]+ ){0,3}PERSON only\b|^\W*(?:[\w-]+ ){1,4}PERSON only\W*$|^\W*(?:moins|plus) de \d\d ans\b|^\W*bis (?:einschließlich )?\d\d jahre|\benables? (?:[\w-]+ ){0,4}PERSON to\b|\b(?:gives?|giving|give) recognition to\b|\bempower\w* (?:[\w-]+ ){0,6}PERSON\b|\bconceived for\b|\bpensad[oa]s? para\b|\b(?:no|without|aucune|pas de|sans|keine|sin|sem|senza) (?:residen\w+|geographic\w*|nationality|citizenship|condition|einschränkung|restric\w+|requisito|limit[ei])",
        r"\ble candidature sono aperte\b|\bsono ammess\w+|\bbewerbungsberechtigt|\bantragsberechtigt|\bwir suchen\b|\bgesucht\b|\b(?:convient|sont invité\w*|invités? à)\b|\bon recherche\b|\bcherch\w+ (?:des|une?) artiste",
    ];
    Pattern::words(&[&*forms.join("|").replace("PERSON", PERSON), ADMITS_ELSEWHERE].join("|"))
});

/// The same in other languages.
const ADMITS_ELSEWHERE: &str = r"\bouvert[\w·.()-]* (?:à|aux)\b|\b(?:prix|bourse|aide|résidence|appel|concours|dispositif|programme)s? (?:est |sont )?(?:pour|aux|à destination d\w*)\b|\b(?:premio|beca|concurso|convocatoria|residencia|ayudas?|estímulos?|apoyos?|certamen|salón|programa)s? (?:son |es )?para\b|\b(?:prêmio|bolsa|edital|concurso|residência|apoio|programa)s? (?:são |é )?para\b|\b(?:preis|stipendi(?:um|en)|förderung|residenz|wettbewerb|ausschreibung|programm)\b[^.;:]{0,50} (?:für|fördert|unterstützt|richtet|steht|wird an)\b|\b(?:premio|bando|concorso|borsa|residenza|programma)\b[^.;:]{0,40} (?:per|sostiene|si rivolge)\b|\b(?:se |será |serán )?(?:otorga|concede|entrega|adjudica)\w* a\b|\bvergeben\b|\bverliehen\b|\bsteh\w+ [^.;]{0,80}\boffen\b|\bdürfen\b|\bist nicht möglich\b|\bsind nicht möglich\b|\b(?:können|kann) (?:sich |ausstellen|teilnehmen|einreichen|nicht)|\bausgenommen\b|\bnicht mehr\b|\berforderlich\b|\bvorausgesetzt\b|\bn[’\x27](?:est|ont|étant) (?:pas|plus)\b|\b(?:remet|décerne|attribue|octroie)\w* [^.;]{0,60}\b(?:prix|bourse|aide|résidence)s?\b|\bpeuvent (?:se porter|concourir|présenter|soumettre|être)|\bne peuvent (?:pas )?\w+r\b|\bseul[\w·]* (?:les?|l[’\x27])|\b(?:est|sont|sera|seront) (?:indispensable|impérati|exigé|requis|demandé|nécessaire|obligatoire|exclu|admis)[\w·]*|\bil faut\b|\bdoit?\b|\bpodr[aá]n? (?:concurrir|concursar|optar|inscribirse)|\bpueden (?:concurrir|concursar|optar|inscribirse|solicitar|acceder)|\bno se (?:recib|acept|admit)\w+|\bse (?:excluy|requier|exig|admit)\w+|\bes (?:necesari|imprescindible|obligatori|requisito|indispensable)\w*|\binhabilid\w+|\bincompatibilid\w+|\bno (?:pueden|puede)\b|\bquien(?:es)?\b|\bpode(?:m|rá|rão)? (?:concorrer|participar|se inscrever|se candidatar|candidatar|apresentar)|\bé (?:preciso|necessári|vedad|obrigatóri|permitid)\w*|\bsão vedad\w+|\bnão (?:pode|se )\w*|\bficam? (?:de fora|impedid|excluíd)\w*|\bquem\b|\bexclusiv\w+\b|\b(?:possono|può|potranno) (?:iscriver|presentar|concorrere|fare|accedere|richiedere|inviare|essere)\w*|\b(?:è|sono) (?:richiest|necessari|obbligatori|esclus|riservat|ammess)\w+|\bnon (?:sono|saranno|possono|verranno)\b|\bunicamente\b|\b(?:solo|soltanto|esclusivamente) (?:le |gli |i )?(?:associazion|person|artist|ent[ei]|student|organizzazion)\w*|\bkan niet\b|\bkunnen (?:een aanvraag|niet|zich|deelnemen)|\bmogen\b|\balleen\b|\bnaar kunstenaars\b|\bkan (?:ansöka|söka|delta)|\bkunde [\w ]{0,40}söka\b|\botwarty dla\b|\buczestnikiem\b|\bmogą\b|\bnie przyjmujemy\b|\bne (?:sont|seront|peuvent|pourront) (?:pas|plus)\b|\bnão (?:pod\w+|ser[aã]o)\b|\bnon (?:possono|potranno|sono ammess\w+)\b|\bkönnen nicht\b|\bnicht zugelassen\b|\bs[’']adresse\w* (?:à|aux)\b|\bpeu(?:ven)?t (?:candidater|postuler|participer|faire|déposer|solliciter|soumettre)|\bréservé\w*\b|\bdestiné\w*\b|\béligib\w+|\bcandidat\w* doi\w+|\btoute? (?:artiste|personne)\b|\binvite\w* les\b|\bappel à\b|\bpodr[aá]n?\b|\bpueden (?:participar|postular|presentar)|\bdirigid[oa]s?\b|\babiert[oa]s? (?:a|para)\b|\bconvocan?\b|\bse convoca\b|\brequisitos?\b|\bdeber[aá]n?\b|\bmayor(?:es)? de\b|\bpod(?:em|erão) (?:participar|se inscrever|candidatar)|\bpoden (?:presentar|participar|optar)|\b(?:adreçad|obert)[ao] a|\bteilgenommen\b|\b(?:신진 ?)?작가 ?(?:공모|모집)|\babert[oa]s? (?:a|para|à)\b|\bdestinad[oa]s?\b|\bvoltad[oa]s?\b|\bteilnahmeberechtigt|\bbewerben können|\bkönnen sich\b|\bbewerbungsberechtigt|\brichtet sich an|\boffen für|\bzugelassen|\bvoraussetzung|\bteilnahme|\bmüssen\b|\bdevem\b|\bdebe(?:n|rán)?\b|\bdoi(?:t|vent)\b|\bdevono\b|\bladen wir\b|\bhöchstalter|\bpossono partecipare|\bpuò partecipare|\bpossono candidarsi|\bapert[oaie] (?:a|ad|ai|agli|alle)\b|\brivolt[oaie]\b|\brequisit[oi]\b|\briservat[oaie]\b|\bdestinat[oaie]\b|\b(?:récompense|distingue|couronne|premia|reconoce|reconhece|würdigt|ehrt) (?:une?|una|um|uma|eine?n?) |자격|대상|누구나|応募資格|応募者|対象|資格|参加";

/// Headings below which each item says who may apply.
static HEADING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:si (?:chiede|richiede)|se (?:pide|exige|requiere)|on (?:vous )?demande|il (?:faut|est demandé)|wird (?:verlangt|erwartet|gefordert)|(?:are|is) asked|we (?:ask|expect))\b|\b(?:conditions?|condiciones|condições|condizioni|bedingungen|bases)\b|\b(?:bewerben|teilnehmen|mitmachen) können\b|\b(?:können|kann|dürfen) sich bewerben|\bpeu(?:ven)?t (?:candidater|postuler|participer|concourir|déposer)|\bpossono (?:concorrere|candidarsi|presentare|iscriversi)|(?:応募|参加|申請)の?条件|신청 ?조건|^\W*(?:the )?(?:conditions?|condizioni|condiciones|condições|bedingungen|teilnahme|voraussetzungen|voorwaarden|restrictions?|inhabilidades|impedimentos|da participação|de la participación|participación|participação|partecipazione|participants?|bewerber\w*|bewerbung|zielgruppe|villkor|artists)\W*$|\bwe(?: are|[’\x27]re) (?:after|looking for)\b|\bwho\s+(?:\w+\s+){1,3}(?:is|are) for\b|\brules? of entry\b|\bconditions for\b|\bwer\W*$|\bwer\b[^.]{0,30}\b(?:kann|darf|können|dürfen)\b|\bvem kan\b|\bkto może\b|\bpublic visé\b|\bbases de participación\b|\bchi può\b|\beligib\w*|\bwho (?:qualifies|comes|we(?: are|[’']re) (?:looking|seeking)|gets)|\bwho (?:it|this|these|they)\b[^.]{0,30}\bfor\b|\bis (?:this|it) for (?:me|you)\b|\bfor whom\b|\byou (?:must|can apply if|should)\b|\ban? qui\b|\bà qui\b|\bpour qui\b|\bcritères\b|\béligibilité\b|\bprofil\b|\bperfil\b|\b[aá] qui[eé]n|\bpara qui[eé]n|\bqui[eé]nes\b|\bpueden (?:participar|postular|presentar)|\bparticipantes\b|\bpodem (?:participar|se)|\bpara quem\b|\ba quem\b|\belegib\w+|\bfür wen\b|\ban wen\b|\bberechtigt\b|\bper chi\b|\ba chi\b|\bpossono partecipare|\bammissi\w+|\bvoor wie\b|\bwie kan|\bvoorwaarden\b|応募条件|参加条件|응모 ?자격|\bwho (?:can|may|should|is|are)\b|\bqualifications?\b|\bapplicants?\b|\bcandidates?\b|\bcriteria\b|\bapplicants? must|\brequirements?\b|\bopen to\b|\bconditions? (?:of entry|d[’']éligibilité|de participation|d[’']admission)|\bqui peut\b|\bpublic concerné|\bbénéficiaires|\brequisitos\b|\bqui[eé]n(?:es)? puede\w*|\bpodr[aá]n participar|\bno podr[aá]n|\bquem pode\b|\bpúblico\b|\bteilnahme|\bbewerbungsvoraussetz|\bvoraussetzung|\bwer (?:kann|darf)|\bchi può\b|\brequisiti\b|\bdestinatari\b|자격|대상|応募資格|対象|資格",
    )
});

/// Those of these headings that leave no doubt what their items are.
static ASKED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\beligib\w*|\béligib\w*|\belegib\w*|\bwho (?:can|may|is eligible|qualifies)\b|\b(?:applicants?|artists?|candidates?|you) must\b|\b(?:conditions?|condiciones|condições|condizioni) (?:of entry|for (?:entry|applicants|applying)|de (?:participa\w+|candidature)|d[’'](?:admission|éligibilité|inscription)|para (?:participar|postular|concorrer)|di (?:partecipazione|ammissione)|per partecipare)|\brequisit\w+|\bvoraussetzung\w*|\bteilnahmebedingung\w*|\bwer (?:kann|darf)|\bqui peut\b|\bqui[eé]n(?:es)? pued\w+|\bpueden (?:participar|postular)|\bquem pode\b|\bchi può\b|\bvoorwaarden\b|\bwie kan\b|\bcritères d[’'](?:éligibilité|admission)|자격|資格|応募条件",
    )
});

/// Headings below which each item says who may not apply.
static SHUT_OUT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:can[’']?t|cannot|can not|may not|not|in)\s*(?:apply|eligible|participate|enter)\b|\bineligible\b|\bexclusions?\b|\bno podr[aá]n\b|\bno pueden\b|\bquedan? excluid|\bexcluid[oa]s\b|\bexclus[\w·]*\b|\bne peu(?:ven)?t pas\b|\bwho (?:is|are)(?:n[’']t| not)\b|\bnot for you\b|\bnão pod\w+|\bnicht (?:teilnahmeberechtigt|zugelassen)|\bausgeschlossen|\bnon possono\b|\besclusi\b",
    )
});

/// Headings that speak of the work handed in, not of who hands it in.
static OTHER_HEADING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:submission|application|image|artwork|entry|file|technical|delivery|installation|framing|shipping|size|proposal|document\w*) requirements?|\bselection criteria|\bjudging|\bevaluation|\beligible (?:mediums?|media|works?|costs?|expenses|activities|projects?)|\bartwork eligibility|\brequired forms",
    )
});

/// They go first, and others may still apply.
static PREFERS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bprefer(?:ence|red|ably|s)?\b|\bpriorit(?:y|i[sz]ed?|é|aire)\b|\bpriority will\b|\bencouraged? to (?:apply|submit|enter|propose)|\bencourag(?:e|es|ing) (?:[\w-]+ ){0,4}(?:applications?|applicants|artists|submissions?|proposals|people|creatives|practitioners)\b|\bespecially\b|\bparticularly\b|\bin particular\b|\bideal(?:ly)?\b|\bdesirable\b|\badvantage\w*\b|\ba plus\b|\bpriorité\b|\bde préférence\b|\bpreferentemente\b|\bse dará prioridad|\bpreferencia\b|\bpreferência\b|\bprioridade\b|\bprioridad\b|\bbevorzugt\w*\b|\bvorzugsweise\b|\bpreferibilmente\b|\bpriorità\b|우대|優遇|歓迎|優先",
    )
});

/// It is something more that they get.
static GRANTS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:gratuit\w*|free (?:places?|modules?|entry|of charge)) (?:para|pour|per|for|aux)\b|\b(?:waived|discount\w*|reduced fee|fee (?:is )?free)\b[^.;]{0,30}\bfor\b|\b(?:exempt\w*|pays? (?:half|less|no fee|nothing|a reduced)|half (?:the )?(?:fee|price)|(?:fee )?discounts? (?:applies|apply|is|are)|(?:partial|full|some|limited|travel)? ?scholarships? (?:are|is) (?:also )?available|partial scholarships?|tarif réduit|exonér\w+|exent[oa]s?|descuento|tarifa reducida|becas parciales|befreit|ermäßig\w+|vergünstig\w+|esent[ei]|sconto|isent[oa]s?|desconto|vrijgesteld|korting)\b|\b(?:travel|accommodations?|housing|lodging|per diem|stipend|reimburse\w*|shipping|(?:travel|access|extra|additional|further|some|limited) (?:bursar\w+|support)|subsid\w+)\b[^.;]{0,60}\b(?:for|to|provided|available)\b[^.;]{0,40}\b(?:artists?|finalists?|participants?|residents?|those|recipients?)\b|\bsupported directly\b|\b(?:miles?|kilomet\w+|km) (?:away|from|radius|of)\b|\bmile radius\b|\btrain fare\b",
    )
});

/// One award of several is for these: the others are not.
static OF_SEVERAL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:one|two|three|\d{1,2}) of (?:the|our|its|these) (?:[\w-]+ )?(?:awards?|prizes?|places?|residenc(?:y|ies)|grants?|spots?|fellowships?|scholarships?|commissions?)\b|\b(?:une? des|uno de los|una de las|eine[rs]? der|uno dei|una delle|um dos|uma das|[ée]{2}n van de) (?:[\wà-ÿ]+ )?(?:prix|bourses?|résidences?|premios|becas|plazas|preise|plätze|stipendien|premi|borse|posti|prêmios|bolsas|vagas|prijzen|plaatsen)\b",
    )
});

/// "You must live within 80 miles of the house": a rule, though miles also count for a travel grant.
static MUST_LIVE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bmust (?:currently |also )?(?:live|reside|be (?:based|resident|located|living))\b",
    )
});

/// A list of conditions goes on: "Be over 18." after "Applicants must:".
static GOES_ON: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^[-*•\s]*(?:be|have|hold|not|live|reside|currently|must|own|be able|identify|demonstrate|primarily)\b",
    )
});

/// Whether a passage continues a list of conditions that an earlier one began.
pub(super) fn goes_on(own: &str) -> bool {
    GOES_ON.is_match(own)
}

/// "Eligible media", "eligible costs": things, not people.
static ELIGIBLE_THINGS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:in)?eligible (?:art ?forms?|medi(?:um|ums|a)|works?|artworks?|costs?|expenses|activities|projects?|styles?|entries|disciplines?|categories|images?|for (?:the|an?|all|any) (?:[\w’'$,-]+ ){0,4}(?:awards?|prizes?|exhibition|sale|purchase|honorarium))",
    )
});

/// Whether these words say who may apply.
pub(super) fn admits(own: &str) -> bool {
    let things: Vec<_> = ELIGIBLE_THINGS.find_iter(own).map(|hit| hit.range()).collect();
    ADMITS
        .find_iter(own)
        .any(|hit| !things.iter().any(|thing| thing.start <= hit.start() && hit.end() <= thing.end))
        || ADMITS_TOO.is_match(own)
        || speaks_of_applying(own)
}

/// What a passage says about applying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    /// It stands below a heading about who may apply.
    pub(super) below: bool,
    /// Its own words say so.
    pub(super) says: bool,
    /// It stands below a heading about who may not.
    pub(super) shut_out: bool,
    /// The heading it stands below asks in so many words: "Eligibility", "Requisitos", "Wer kann teilnehmen".
    pub(super) asked: bool,
    /// What it does to those who do not meet it.
    pub(super) force: Force,
}

/// Whether the passage says who may apply, and how strictly.
pub(super) fn scope(text: &str, passage: &Passage) -> Option<Scope> {
    let own = passage.of(text);
    let heading = passage.under(text);
    let shut_out = SHUT_OUT.is_match(heading);
    let below = (shut_out || HEADING.is_match(heading)) && !OTHER_HEADING.is_match(heading);
    let says = admits(own);
    if !(below || says) {
        return None;
    }
    let asked = below && !shut_out && ASKED.is_match(heading);
    Some(Scope { below, says, shut_out, asked, force: force(own) })
}

/// What the answer to a question after who may apply says of applying.
pub(super) fn answered(question: &str) -> Scope {
    let shut_out = SHUT_OUT.is_match(question);
    Scope { below: true, says: true, shut_out, asked: false, force: Force::Required }
}

/// Words of preference that speak of what follows them.
static PREFERS_NEXT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:preference|priority|especially|particularly|in particular|ideally|priorité|prioridad|preferencia|prioridade)\b",
    )
});

/// "… are especially encouraged", "… will be given priority": the preference is for those named before
/// it in the same clause. `between` stands between them and its word, `behind` follows the word.
fn prefers_these(between: &str, behind: &str) -> bool {
    static IS: LazyLock<Pattern> =
        LazyLock::new(|| Pattern::words(r"\b(?:are|is|be|being)\s+(?:also\s+|very\s+)?$"));
    static TAKES: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:given|receives?|have|has|gets?|takes?|enjoys?|auront|tendr[aá]n|terão|avranno)\s+(?:the\s+|a\s+)?$",
        )
    });
    static WELCOME: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"^\s+(?:encouraged|welcomed?|invited|urged|sought|considered|prioriti[sz]ed)\b",
        )
    });
    let same_clause = !between.contains([';', ':']) && !between.contains(". ");
    same_clause
        && (IS.is_match(between) && WELCOME.is_match(behind)
            || TAKES.is_match(between) && !behind.trim_start().starts_with("to "))
}

/// How strict the passage is about a rule that stands at `range` in it.
pub(super) fn force_at(words: &str, range: &std::ops::Range<usize>) -> Force {
    let whole = force(words);
    if whole == Force::Preferred
        && let Some(next) = PREFERS_NEXT.find(words)
        && range.end <= next.start()
        && !prefers_these(&words[range.end..next.start()], &words[next.end()..])
    {
        return force(&words[..next.start()]);
    }
    whole
}

/// How strict a stretch of words is.
pub(super) fn force(words: &str) -> Force {
    if GRANTS.is_match(words) && !PREFERS_NEXT.is_match(words) && !MUST_LIVE.is_match(words) {
        Force::Benefit
    } else if PREFERS.is_match(words) || OF_SEVERAL.is_match(words) {
        Force::Preferred
    } else {
        Force::Required
    }
}

/// Up to `most` bytes before `end`.
pub(super) fn tail(words: &str, end: usize, most: usize) -> &str {
    let mut start = end.saturating_sub(most);
    while !words.is_char_boundary(start) {
        start += 1;
    }
    &words[start..end]
}

/// Up to `most` bytes from `start`.
pub(super) fn head(words: &str, start: usize, most: usize) -> &str {
    let mut end = words.len().min(start + most);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    &words[start..end]
}
