//! Media as rules name them, in the languages of these rooms, and the people who work in them.

use std::sync::LazyLock;

use crate::features::reading::Discipline;
use crate::features::reading::pattern::Pattern;

const MEDIA: &[(Discipline, &str)] = &[
    (
        Discipline::Music,
        r"\bmusic(?:al|ians?)?\b|\bmúsica\b|\bmusique\b|\bmusik\b|\bmusica\b|\bmuziek\b|음악|音楽",
    ),
    (
        Discipline::Sound,
        r"\bsound(?: art| works?| pieces?)?\b|\baudio\b|\bson(?:ore)?s?\b|\bsonido\b|\barte sonor[oa]\b|\bsom\b|\bsuono\b|\bklang\w*\b|\bgeluid\w*\b|사운드|サウンド",
    ),
    (Discipline::Theatre, r"\btheat(?:er|re)\b|\bteatro\b|\bthéâtre\b|연극|演劇"),
    (Discipline::Dance, r"\bdancers?\b|\bdance\b|\bdanza\b|\bdanse\b|\bdança\b|\btanz\b|무용"),
    (
        Discipline::Film,
        r"\bfilms?\b|\bfilm-?makers?\b|\bcine\b|\bcinéma\b|\bcinema\b|\bmoving image\b|영화|映画|映像",
    ),
    (
        Discipline::Video,
        r"\bvideos?\b|\bvidéos?\b|\bvídeos?\b|\bvideoart\w*\b|\bvideoverk\b|영상|비디오|ビデオ",
    ),
    (Discipline::Animation, r"\banimations?\b|\banimación\b|\banimação\b"),
    (
        Discipline::Photography,
        r"\bphotograph(?:y|s|ic|ers?)?\b|\bphotos?\b|\bfotogra[fp]\w+\b|\bfotos?\b|\bphotographies?\b|\bfotografii\b|\bfotografi\b|사진|写真",
    ),
    (
        Discipline::Digital,
        r"\bdigital\b(?:$|\.)|\bdigital (?:art|works?|media|prints?|images?)\b|\bnfts?\b|\b(?:arte|obras?) digital(?:es)?\b|\barts? numériques?\b|\bdigitale\w* (?:kunst|werke|drucke)\b|\bopere digitali\b|\barte digitale\b|디지털|デジタル",
    ),
    (
        Discipline::Generative,
        r"\b(?:ai|a\.i\.|ia|ki)(?:[- ]generated|[- ]generierte?\w*)?\b|\bartificial intelligence\b|\b(?:inteligencia|inteligência|intelligence|intelligenza) artific\w+\b|\bkünstliche\w* intelligenz\b|인공지능|生成ai",
    ),
    (
        Discipline::Sculpture,
        r"\bsculptures?\b|\bsculptors?\b|\b3d works?\b|\bthree[- ]dimensional\b|\besculturas?\b|\bskulptur\w*\b|\bscultur[ae]\b|\bbeelden\b|조각|彫刻",
    ),
    (
        Discipline::Installation,
        r"\binstallations?\b|\binstalacion\w*\b|\binstala(?:ção|ções)\b|\binstallazion[ei]\b|\binstallationen\b|설치|インスタレーション",
    ),
    (
        Discipline::Performance,
        r"\bperformances?(?: art)?\b|\bperforming(?: arts)?\b|\bperformers?\b|퍼포먼스|パフォーマンス",
    ),
    (
        Discipline::Craft,
        r"\bcrafts?\b|\bartesanías?\b|\bartesanato\b|\bartigianato\b|\bkunsthandwerk\b|\bartisanat\b|공예|工芸",
    ),
    (
        Discipline::Ceramics,
        r"\bceramics?\b|\bpottery\b|\bcerámicas?\b|\bcerâmicas?\b|\bcéramiques?\b|\bkeramik\b|\bceramiche?\b|\bceramica\b|도자|陶芸",
    ),
    (
        Discipline::Textile,
        r"\btextiles?\b|\bfib(?:er|re) art\b|\btêxteis\b|\btessil[ei]\b|\btextilien\b|섬유",
    ),
    (
        Discipline::Metal,
        r"\bjewel(?:le)?ry\b|\bjoyería\b|\bbijoux?\b|\bschmuck\b|\bgioielli\b|\bjoias\b",
    ),
    (
        Discipline::Painting,
        r"\bpaint(?:ings?|ers?)\b|\bpinturas?\b|\bpeintures?\b|\bmalerei\b|\bpitture?\b|\bdipinti\b|\bschilderijen\b|회화|絵画",
    ),
    (
        Discipline::Writing,
        r"\bliterature\b|\bwrit(?:ing|ers?)\b|\bliterary\b|\bpoetry\b|\bpoets?\b|\bliteratura\b|\blittérature\b|\bletteratura\b|문학|文学",
    ),
    (
        Discipline::Design,
        r"\b(?:graphic |commercial )?design(?:ers?)?\b|\bcommercial (?:work|murals?)\b|\bdiseño\b|디자인|デザイン",
    ),
];

static PATTERNS: LazyLock<Vec<(Discipline, Pattern)>> = LazyLock::new(|| {
    MEDIA.iter().map(|(medium, pattern)| (*medium, Pattern::words(pattern))).collect()
});

static ANY: LazyLock<Pattern> = LazyLock::new(|| {
    let all: Vec<&str> = MEDIA.iter().map(|(_, words)| *words).collect();
    Pattern::words(&format!(r"^(?:{})", all.join("|")))
});

/// Words that stand between media in a list, or beside one without making it something else.
static BESIDE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^(?:[\s,/&·、・]+|(?:and|or|nor|any|all|no|not|oil|acrylic|watercolou?r|live|art|arts|works?|pieces?|pictures?|images?|the|of|y|o|u|ni|e|et|ou|od?|und|oder|noch|en|of|de|des|du|di|do|da|la|le|les|los|las|il|i|gli|kein\w*|pas|geen|obras?|œuvres?|opere|arbeiten|werke|time-based|generated|based)\b|[와과및또는は의の]+)",
    )
});

/// The media named in a stretch.
pub(super) fn media_in(words: &str) -> Vec<Discipline> {
    let named = PATTERNS.iter().filter(|(_, pattern)| pattern.is_match(words));
    named.map(|(medium, _)| *medium).collect()
}

/// How far a stretch begins with nothing but media ("video, sound or installation"): to the end of the
/// last of them, and to the end of what only stands beside them.
pub(super) fn media_first(words: &str) -> (usize, usize) {
    let (mut at, mut end) = (0, 0);
    loop {
        let rest = &words[at..];
        if let Some(hit) = ANY.find(rest).filter(|hit| !hit.is_empty()) {
            at += hit.end();
            end = at;
        } else if let Some(hit) = BESIDE.find(rest).filter(|hit| !hit.is_empty()) {
            at += hit.end();
        } else {
            return (end, at);
        }
    }
}
