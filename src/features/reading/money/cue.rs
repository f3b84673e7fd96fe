//! The words that tell what an amount of money is.

use std::ops::Range;
use std::sync::LazyLock;

use crate::features::reading::pattern::Pattern;

/// What an amount is, as the words beside it say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// To enter.
    EntryFee,
    /// "Fee" or "cost", and for what is to be read from the rest.
    SomeFee,
    /// Rent for a room, a wall, a stall.
    Rent,
    /// To take part once accepted.
    Participation,
    /// Given back.
    Bond,
    /// To be a member.
    Membership,
    /// Spent on framing, shipping, insurance.
    Own,
    /// To one artist.
    Award,
    /// To all of them.
    Pool,
    /// All-in for a work.
    Budget,
    /// On top, for a purpose.
    Expenses,
    /// Neither to nor from the artist: insurance, turnover, thresholds, sale prices, past awards.
    Neither,
}

/// Words that give an amount its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// Where they stand.
    pub(super) range: Range<usize>,
    /// The role they give.
    pub(super) role: Role,
    /// Words so general that any other wins over them ("receive", "offers").
    pub(super) weak: bool,
}

/// Role, whether weak, and the words. Where two overlap the longer wins, then the earlier line.
const CUES: &[(Role, bool, &str)] = &[
    (
        Role::Neither,
        false,
        r"raised (?:over|more than|about|nearly)?|(?:last|previous|past) (?:competition|edition|round|year)|publicity(?: \w+){0,6} worth(?: over)?|support of the (?:province|state|city|government|canton|ministry)|for sale|(?:curso|cours|course|kurs|corso)\b|insurance|insured|insure[sd]? (?:for|up to)|liabilit\w+|indemnity cover|(?:annual |organi[sz]ational )?operating budgets?|annual (?:budgets?|income|turnover|revenue)|budgets? (?:that|which|who|of organi[sz]ations)|turnover|revenues?|household|income limits?|priced|pricing|prices? (?:of|under|over|at|below|range)|sale prices?|retail|sold (?:for|at)|selling (?:price|for)|sales? (?:of|over|under)|discounts?|subject to [\w ]{0,30}tax|withholding|have not received|not have received|received (?:over|more than|significant|grants?|funding)|(?:significant|over) \(over|donat(?:ed|ions?)|tickets?|admission|adults?|children|kids|state invests|has (?:awarded|given|distributed|granted|provided|invested|raised|supported|funded)|have (?:awarded|given|distributed|granted|provided|invested|raised)|(?:awarded|given|distributed|granted|raised) (?:over|more than|nearly|almost|out)|have been (?:awarded|given)|was awarded|were awarded|to date|loan resources|match(?:ing|ed)? funds?|similar (?:in scale|budgets?|projects?)|projects? (?:of|over|under|valued)|budgets? (?:over|under|exceed\w*|below|above)|valor(?:es)? (?:comercial|asegurado)|seguros?|asegurad\w+|avalúo|assurance|versicherung\w*|assicura\w+|in (?:donations|sales|revenue)|raise|subscription|late fees?|penalty|fine of|bank fees?|transaction fees?|paypal fees?|savings?|value of the (?:work|artwork)s?|for a value|billion|buy[- ]in|assessment|utilities|move[- ]in|credit card|mortgage|refunds?|gift cards?",
    ),
    (
        Role::EntryFee,
        false,
        r"opłata (?:konkursowa|wpisowa|startowa|rejestracyjna)|wpisowe|anmälningsavgift\w*|deltagaravgift\w*|deltakeravgift\w*|osallistumismaksu|inschrijvingsgeld|(?:entry|entrance|entries|submission|submissions|application|applicant|jury|jurying|juror|registration|processing|admin(?:istration|istrative)?|competition|contest|enrol+ment|entrant|reading|portfolio|image|artwork|per[- ](?:entry|image|artwork|work|submission|piece)|non-?refundable|one-?time)[ -]+(?:\w+[ -]+){0,1}(?:fees?|costs?|charges?|prices?)|fees? (?:to (?:submit|apply|enter|participate in the (?:competition|contest))|for (?:submission|submitting|entry|entries|entering|applying|applications?|each (?:entry|submission))|(?:per|for each|for every) (?:entry|submission|artwork|work|image|piece))|cost (?:to|of) (?:enter|submit|apply|entry|submission|entering|applying)|costs? to (?:enter|submit|apply)|(?:entry|entries|submission|submissions|application) (?:is|are|costs?)(?: just| only)?|(?:price|cost) per (?:entry|image|work|submission)|non-?refundable|entry fee[s]?|entry free per|(?:entries|submissions) (?:at|for)|(?:submit|enter) (?:up to )?[\w –-]{0,12}(?:images?|works?|pieces?|entries|artworks?)(?: of your (?:work|art))? for|frais d[’'](?:inscriptions?|entrée|admission)|frais de (?:dossier|candidature|participation|soumission)|droits? d[’'](?:inscription|entrée)|droits de participation|(?:cuota|costo|coste|tarifa|tasa|precio|derechos?|valor|pago|arancel) (?:de|por) (?:la )?(?:inscripci[oó]n(?:es)?|participaci[oó]n|registro|entrada|obra)|(?:taxa|valor|custo) (?:de|da|por) (?:inscri[cç][aã]o|participa[cç][aã]o|submiss[aã]o|obra)|(?:teilnahme|anmelde|einreich(?:e|ungs)?|bewerbungs|start|bearbeitungs|jury)(?:gebühr(?:en)?|beitrag|geld|kosten)|quota (?:d[’']iscrizione|di iscrizione|di partecipazione)|quote di (?:iscrizione|partecipazione)|tassa (?:d[’']iscrizione|di iscrizione|di partecipazione)|costo (?:di |d[’'])(?:iscrizione|partecipazione)|contributo (?:di |d[’'])(?:iscrizione|segreteria|partecipazione)|inschrijf(?:geld|kosten)|deelnamekosten|참가비|출품료|접수비|응모비|신청비|심사비|参加費|出品料|応募料|審査料|エントリー料|出展料|报名费|參賽費|報名費",
    ),
    (
        Role::Rent,
        false,
        r"rent|rental|rents|hire|gallery hire|studio (?:rental|rent|fees?|hire)|booth(?:s| fees?| spaces?| rental)?|vendor (?:spaces?|fees?)|exhibitor fees?|stalls?|stall fees?|table fees?|(?:full|half) (?:panel|table)|wall (?:space|rental)|space rental|loyers?|location (?:de|d[’'])|alquiler|aluguel|affitto|canone|miete|standmiete|standgebühr|mise à disposition|임대료|대관료|使用料",
    ),
    (
        Role::Participation,
        false,
        r"participa(?:tion|nt|nts|ting)[ -]?(?:fees?|costs?)|fee for participants?|participation|program(?:me)? fees?|residency (?:fees?|costs?)|cost of the (?:residency|program(?:me)?)|tuition|workshop fees?|hanging fees?|wall fees?|acceptance fees?|(?:selected|accepted|chosen) (?:artists?|works?)[\w ,]{0,40}(?:pay|fee|charged)|course fees?|conference fees?|(?:ticket|attendance) fees?|exhibiting fees?|display fees?|(?:exhibition|catalogue?) contribution|kursgebühr|if (?:accepted|selected)[\w ,]{0,40}(?:fee|pay)|weekly fee|fee per week|fee per month|monthly fee",
    ),
    (
        Role::Bond,
        false,
        r"bond|(?:security |refundable |damage )?deposit|kaution|caution(?: de)?|fianza|cauzione|caução|보증금",
    ),
    (
        Role::Membership,
        false,
        r"memberships?(?: fees?| dues| subscription| costs?)?|annual dues|member fees?|friend level|mitgliedsbeitrag|cotisation|adhésion|cuota (?:de socio|anual)|quota associativa|anuidade|회비|年会費",
    ),
    (
        Role::Own,
        false,
        r"(?:materials?|lab|kiln|firing|shipping|framing|return|courier|postage|handling|insurance|catalogue?|printing|delivery)(?: and (?:handling|insurance))? (?:fees?|costs?|charges?|prices?)|at a cost of|at their own (?:cost|expense)|return shipping|extra charge|surcharge",
    ),
    (
        Role::Expenses,
        false,
        r"materiaal\w*|reiskosten\w*|productiebudget|reisekostenzuschuss|(?:production|materials?|supply|supplies|travel|airfare|project|project development|development|exhibition(?: materials?)?|research|fabrication|installation|shipping|transport\w*|freight|documentation|framing|childcare|child care|access|accessibility|housing|accommodation|lodging|food|meals?|technical|equipment|relocation|publication|catalogue)(?:[ /,&-]+(?:and |or )?(?:production|materials?|travel|installation|accommodation|lodging|housing|shipping|living|equipment|exhibition|research|subsistence))*[ -](?:budgets?|costs?|expenses?|allowances?|support|stipends?|subsid(?:y|ies)|funds?|funding|reimbursements?|bursar(?:y|ies)|contribution|assistance|money)|travel grants?|cost contribution|artist subsidy|per[ -]diems?|reimburse\w*|towards? (?:the )?(?:cost|travel|materials?|shipping|production|expenses|their)|to cover (?:travel|materials?|production|shipping|additional|the cost|expenses|costs|part)|in expenses|expenses|for (?:materials|supplies|production|travel|shipping|transport|accommodation|lodging|fuel|framing|installation)|of purchased materials|frais de (?:production|voyage|déplacement|transport|séjour|matériel|réalisation)|budget de production|aide à la production|défraiement|gastos de [\w]+|viáticos|presupuesto de producción|apoyo (?:para|a la) producción|pasajes|ajuda de custo|despesas|verba de produção|(?:produktions|material|reise|fahrt|transport|sach)(?:kosten|budget|mittel|pauschale|zuschuss)(?:zuschuss)?|rimborso(?: spese)?|spese di [\w]+|budget di produzione|재료비|제작비|교통비|여비|숙박비|체재비|交通費|制作費|材料費|旅費|渡航費",
    ),
    (
        Role::Budget,
        false,
        r"(?:total|project|art|artwork|art ?work|commission(?:ing)?|all-?inclusive|overall|maximum|design|construction|public art|mural|contract|installation|fabrication)(?: [a-z]{1,11}){0,1} budgets?|budgets?(?: of| is|:)?|budgeted|all-?in(?:clusive)?|not[- ]to[- ]exceed|contract amount|presupuesto(?: total)?|orçamento|budget (?:global|total)|gesamtbudget|projektbudget|총예산|사업비|予算",
    ),
    (
        Role::Pool,
        false,
        r"in total|en total|no total|in totale|in totaal|łącznie|pula nagród|totalt|(?:total |overall |combined |annual |cash )*(?:prizes?|awards?|grants?|funding)(?: money| value)?[ -]+(?:pools?|purses?|pots?|fund)(?: of| is| exceeds| totals?| totall?ing| valued at| worth)*(?: nearly| over| more than| approximately| around| almost| up to)?|total (?:awards?|prizes?|of|value|cash|prize money|award amount|funding|fund)|totall?ing|totals|in (?:(?:total|combined|annual|overall|sponsored|cash|juried|jury|art) ){0,2}(?:prizes?|awards?|prize money|scholarships|grants)(?: and \w+)?|in total cash|in (?:total )?cash (?:and prizes|prizes|awards)|repart(?:e|en|ir[áa]n?)|distribuye[n]?|distribui|ao todo|combined value|in (?:total )?value|worth of (?:cash )?(?:prizes?|awards?|opportunities)|(?:your )?share of|in all|in total prizes|in annual funding|(?:dotation|montant|enveloppe) (?:global|total)e?|au total|bolsa total|en premios|total de|monto total|valor total(?: de(?:l)?)?|recursos|em prêmios|in premi|montepremi|gesamt(?:summe|dotierung|preisgeld|wert|betrag)|insgesamt|총상금|총 상금|총액|賞金総額|総額",
    ),
    (
        Role::Award,
        false,
        r"\w*honorarium|prijzengeld|vergoeding|toelage|nagrod[ayę]?|nagród|wyróżnieni\w+|stypendi\w+|stipendium|pris(?:summa)?|\d\W{0,3} lugar(?:es)?|(?:primer|segundo|tercer|primeiro|terceiro) lugar|滞在費|生活費|日当|(?:artists?[’']?s?|curators?[’']?s?|commission(?:ing|ed)?|design|designer[’']?s?|licen[cs]e|licensing|loan|exhibition|exhibiting|use|speakers?[’']?s?|speaking|professional|performance|production|creative|finalists?|carfac|screening|rental|writers?|research|proposal|concept|semi-?finalist|facilitat(?:ion|or)|project|one[- ]off|flat|appearance|illustration|editorial)(?:[ -](?:project|design|exhibition|talk|participation|commission|development|research|appearance|performance|and use|use))? fees?|fee paid|prizes?|prize money|awards?|awarded|grants?|scholarships?|fellowships?|bursar(?:y|ies)|stipends?|honorari(?:um|a|ums)|compensat(?:ion|ed)|remunerat\w+|cash award|(?:1st|2nd|3rd|first|second|third)[ -](?:place|prize)|best (?:in|of) (?:show|category)|(?:premi[èe]re|deuxième|troisième|seconde) place|[123]°(?: premio| classificat[oa])?|people[’']?s choice|highly commended|commended|hono(?:u)?rable mentions?|runners?[- ]up|winners?|grand prix|purchase|acquisitive|merit|bourses?|dotation|dotée?|rémunéra\w+|honoraires|cachet|droits d[’']auteur|aide|subvention|allocation|indemnité|gratification|récompense|prix|premios?|acc[eé]sits?|menci[oó]n(?:es)?|becas?|est[ií]mulos?|dotación|dotad[oa]|honorarios|remuneraci[oó]n|incentivos?|prêmios?|premia[cç][aã]o|bolsas?|cachês?|remunera[cç][aã]o|preis(?:e|es|geld|gelder)?|\w{2,20}preis|honorar|stipendi(?:um|en)|\w{2,20}stipendium|arbeitsstipendium|dotiert|dotierung|fördersumme|förderbeitrag|förderung|vergütung|aufwandsentschädigung|werkbeitrag|preisträger\w*|premio|premi|bors[ae](?: di studio)?|compenso|상금|지원금|창작지원금|사례비|작가비|대상|최우수상|우수상|장려상|창작비|賞金|助成|謝金|謝礼|奨学金|支給|グランプリ|大賞|奖金|獎金",
    ),
    (
        Role::Award,
        true,
        r"(?:per|each|every) (?:artist|project|recipient|grant)|a project|para cada (?:\w+)|por (?:artista|proyecto|projeto)|par (?:artiste|projet)|(?:je|pro) (?:künstler\w*|projekt)|for the (?:selected|chosen|winning) \w+|apiece|(?:eligible|supportable) costs|capped at|living allowance|receiv(?:e|es|ing)|touche(?:nt|ra|ront)?|recebe(?:m|rá|rão)?|riceve(?:rà)?|ricevono|riceveranno|bekomm(?:t|en)|in palio|win(?:s|ning)?|paid|funding(?: of)?|funds? of|funded|offers?|offering|amounts?|the sum of|support(?:s|ed)?(?: of)?|allowance|cash|value|provides?|montant|somme|recevr\w+|soutien|monto|apoyos?|quantia|importe|recib\w+|receber\w+|otorga\w*|entrega\w*|betrag|erh[aä]lt(?:en)?|zuschuss|contributo|ricever\w+|importo|지원|지급",
    ),
    (
        Role::EntryFee,
        true,
        r"inscripci[oó]n(?:es)?|inscri[cç][aã]o|inscri[cç][oõ]es|iscrizione|inscription|anmeldung|quota|(?:early[- ]bird|last[- ]minute|regular|standard|late|final)(?: (?:entry|entries|submissions?|registration|rate|price|deadline)s?)?",
    ),
    (
        Role::SomeFee,
        false,
        r"fees?|costs?|charge[sd]?|coût|tarifs?|costo|coste|custo|gebühr(?:en)?|kosten|costi|비용|料金",
    ),
];

static PATTERNS: LazyLock<Vec<(Role, bool, Pattern)>> = LazyLock::new(|| {
    CUES.iter()
        .map(|(role, weak, pattern)| (*role, *weak, Pattern::words(&bounded(pattern))))
        .collect()
});

/// Word boundaries around words of alphabets; scripts written without spaces need none, and `\b` before
/// and behind them would hinder.
fn bounded(pattern: &str) -> String {
    let (wide, narrow): (Vec<&str>, Vec<&str>) =
        alternatives(pattern).into_iter().partition(|part| part.starts_with(super::sign::is_wide));
    let narrow = format!(r"\b(?:{})\b", narrow.join("|"));
    if wide.is_empty() { narrow } else { format!("{narrow}|{}", wide.join("|")) }
}

/// The alternatives of a pattern at its top level.
fn alternatives(pattern: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in pattern.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(&pattern[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&pattern[start..]);
    parts
}

/// The cues of a text in the order they stand, none overlapping another.
pub(super) fn cues(text: &str) -> Vec<Cue> {
    let mut all: Vec<(usize, Cue)> = Vec::new();
    for (rank, (role, weak, pattern)) in PATTERNS.iter().enumerate() {
        all.extend(
            pattern
                .find_iter(text)
                .map(|found| (rank, Cue { range: found.range(), role: *role, weak: *weak })),
        );
    }
    all.sort_by_key(|(rank, cue)| (cue.range.start, std::cmp::Reverse(cue.range.len()), *rank));
    let mut kept: Vec<(usize, Cue)> = Vec::new();
    for (rank, cue) in all {
        match kept.last_mut() {
            Some((_, last)) if cue.range.start < last.range.end => {
                if cue.range.len() > last.range.len() {
                    *last = cue;
                }
            }
            _ => kept.push((rank, cue)),
        }
    }
    kept.into_iter().map(|(_, cue)| cue).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str) -> Vec<(&str, Role)> {
        cues(text).into_iter().map(|cue| (&text[cue.range.clone()], cue.role)).collect()
    }

    #[test]
    fn a_fee_runs_in_either_direction() {
        assert_eq!(
            roles("artist fee and entry fee"),
            [("artist fee", Role::Award), ("entry fee", Role::EntryFee)]
        );
        assert_eq!(roles("participation fee"), [("participation fee", Role::Participation)]);
        assert_eq!(roles("a fee"), [("fee", Role::SomeFee)]);
        assert_eq!(roles("총상금 7,000 만원"), [("총상금", Role::Pool)]);
        assert_eq!(roles("production budget"), [("production budget", Role::Expenses)]);
        assert_eq!(roles("Total Project Budget:"), [("Total Project Budget", Role::Budget)]);
    }
}
