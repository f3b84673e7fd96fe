//! Words cut back to what their forms share, lightly and in several languages at once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Endings cut off, longest first: English, then what Spanish, Portuguese, French and Italian share.
const ENDINGS: &[&str] = &[
    "ations", "ation", "ings", "ions", "ments", "ness", "ists", "ities", "ing", "ion", "ment",
    "ist", "ity", "ies", "ied", "ical", "ers", "ous", "ive", "ure", "als", "ics", "ed", "er", "es",
    "al", "ic", "ly", "as", "os", "is", "e", "s", "a", "o", "y", "i",
];

/// Words that say nothing about a theme: function words, and what every call says of itself.
const SAYS_NOTHING: &str = "about above after again against all also although always among and another any anyone are around art arte artes \
artist artista artistas artistic artiste artistes artists arts available award awards back based because been before being below between both business call calls \
can come could create created creating creation creative current date day days deadline des desde did does doing done down during each eligibility email entry festival festivals finalist finalists workshop workshops biennale biennial \
event every exhibit exhibited exhibition exhibitions experience fee fees few final first for free from full further galeria galerie gallery general get give given gmail grant \
grants group groups had has have having here high how image images including individual info information international into its join july june just kuenstler kunst large \
last like limited link local located long made make making many march materials may media medium member month months more most must national need nbsp new next \
not now number off offer offers once one online only open opening opportunities opportunity organisation organization other our out over own page part participants \
participate past people per place please possible post practice practices present press prize process professional program programme programs project projects proposal proposals public \
received residence residences residencia residencies residency resident review same season see select selected series several shall share shared should show shows since site size small \
solo some space special studio submission submissions submit such support take team than that the their them then there these they this those three through time title today \
together two type under until untitled upon use used using various very via visit visual want was way web website week weeks well were what when where which while who \
whose why will wish with within without work working works world would www year years yes you your \
avec aux ces cette dans des elle entre est etre les leur leurs mais nous ont ou par pas plus pour que qui ses son sont sur une vos votre vous \
como con cada del desde donde ellos entre esta este estos las los mas mis muy nos para pero por que ser sin sobre son sus tambien una uno \
aos ate com das dos ela ele em foi isso mais mas na nas nao nos ou pela pelo pode sao sem seu sua suas tem um uma \
alla alle anche che chi come con cui dal dalla dei del della delle gli nel nella nelle non per piu qui sono sul sulla una \
apply applied applies applying applicant applicants application applications foundation foundations fondation fundacion fondazione stiftung fund funded funding funds \
invite invites invited inviting include includes included including travel encourage encouraged encourages list lists content contact support supports supported supporting \
develop develops developed developing development detail details emerging post posts posted unit provide provides provided providing note notes four five six seven eight nine ten \
company companies centre center accept accepted add total round read send receive receives received recipient recipients welcome welcomes announce announces announced \
person eligible city country countries state states region regional nation national nationality service services cost costs usd eur gbp condition conditions meet example \
organise organised organiser organize organized establish established follow following winner winners winning win jury juror jurors juried curator curators curated enter entries entrant entrants member members membership \
name names mail question questions guidelines least main letter look looking accommodation specific artwork artworks piece pieces competition competitions concours concurso concorso wettbewerb board commission commissioned commissions collection collections \
museum museums school university academy college degree diploma bachelor master january february april august september october november december monday tuesday wednesday thursday friday saturday sunday \
age ages aged resident residents host hosts hosted launch launched edition editions annual annually yearly biennial theme themes culture cultural council ministry association society trust institute institution department office \
aber als auch auf aus bei bis dem den der die das durch ein eine einem einen einer eines fur fuer haben hat ich ihr ihre im ist kann mit nach nicht noch oder sein sich sie sind und uns unter vom von vor wenn werden wie wir wird zu zum zur";

/// Words that say the same thing about a work, also across languages; the first stands for all.
const SAME: &[&str] = &[
    "clay stoneware porcelain earthenware terracotta argile arcilla argila argilla",
    "vessel vessels pot pots bowl bowls jar jars vase vases",
    "kiln kilns firing fired",
    "river rivers stream streams creek riviere fiume fluss rio",
    "sea ocean coast coastal tide tides tidal marine maritime",
    "water agua eau acqua wasser",
    "forest woodland foret bosque floresta foresta wald",
    "plant plants botanical botany flora garden gardens",
    "animal animals fauna",
    "ecology ecological ecologies environment environmental climate sustainability sustainable",
    "landscape landscapes paysage paisaje paisagem paesaggio landschaft",
    "stone marble granite pierre piedra pedra pietra",
    "cloth fabric fabrics textile textiles fibre fiber tissu tejido tecido tessuto",
    "weaving weave woven loom tapestry tapestries",
    "dye dyes dyeing dyed indigo",
    "printmaking print prints etching lithography engraving woodcut linocut intaglio",
    "photography photograph photographs photographic photographer photographers cyanotype",
    "light luminous lumiere luz luce licht",
    "memory memories remembrance memoire memoria",
    "migration migrant migrants diaspora exile displacement",
    "body bodies corps cuerpo corpo",
    "myth myths mythology folklore legend legends",
    "ritual rituals ceremony ceremonies",
    "home domestic household",
    "book books zine zines",
];

/// Words that name a medium: the discipline of a call counts what they say as well.
const MEDIA: &str = "painting painter painters drawing draw photography video film sculpture sculptor \
sculptural printmaking textile textiles cloth ceramic ceramics glass metal wood paper canvas installation \
performance sound music digital illustration design craft oil acrylic watercolour collage mural visual \
contemporary abstract community communities";

/// The stem of one word: lower case, accents folded, one ending cut where four letters remain.
pub(super) fn stem(word: &str) -> String {
    let folded: String = fold(word);
    for ending in ENDINGS {
        if let Some(root) = folded.strip_suffix(ending)
            && root.chars().count() >= 4
        {
            return root.to_owned();
        }
    }
    folded
}

/// Lower case, without accents.
pub(super) fn fold(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The telling words of a text in its order, each as the stem that stands for all that mean the same and
/// as written: three letters or more, no number, nothing that every call says.
pub(super) fn telling(text: &str) -> impl Iterator<Item = (String, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic))
        .filter(|word| !says_nothing(word))
        .map(|word| (meaning(stem(word)), word))
}

/// The stem that stands for all that mean the same.
fn meaning(stem_of_word: String) -> String {
    static SAME_AS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        let groups = SAME.iter().flat_map(|group| {
            let first = group.split(' ').next().map(stem).unwrap_or_default();
            group.split(' ').map(move |word| (stem(word), first.clone()))
        });
        groups.collect()
    });
    SAME_AS.get(&stem_of_word).cloned().unwrap_or(stem_of_word)
}

/// Whether a stem, as [`telling`] gives it, names a medium.
pub(super) fn names_a_medium(stem_of_word: &str) -> bool {
    static STEMS: LazyLock<HashSet<String>> =
        LazyLock::new(|| MEDIA.split_whitespace().map(|word| meaning(stem(word))).collect());
    STEMS.contains(stem_of_word)
}

fn says_nothing(word: &str) -> bool {
    static WORDS: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| SAYS_NOTHING.split_whitespace().collect());
    WORDS.contains(fold(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (one, other) in [
            ("textiles", "textile"),
            ("weaving", "weave"),
            ("ecologies", "ecology"),
            ("Indígenas", "indigena"),
            ("communities", "community"),
            ("printed", "prints"),
            ("botanical", "botanic"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
        assert_ne!(stem("water"), stem("watch"));
    }

    #[test]
    fn words_that_mean_the_same_meet_and_media_are_known() {
        let of = |word: &str| telling(word).next().map(|(stem, _)| stem);
        for (one, other) in [("vessels", "pots"), ("rivière", "River"), ("stoneware", "clay")] {
            assert_eq!(of(one), of(other), "{one} and {other}");
        }
        assert_ne!(of("vessels"), of("clay"));
        assert!(of("printmaking").is_some_and(|stem| names_a_medium(&stem)));
        assert!(of("river").is_some_and(|stem| !names_a_medium(&stem)));
    }

    #[test]
    fn what_every_call_says_tells_nothing() {
        let told: Vec<_> =
            telling("A residency for artists working with rivers and the sea").collect();
        assert_eq!(told, [("river".to_owned(), "rivers"), ("sea".to_owned(), "sea")]);
    }
}
