//! What each reason is worth: the one table behind every score.

/// Changes with every change of the table, so that a stored score says by which table it was made.
pub const WEIGHTS_VERSION: u32 = 4;

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Weight {
    /// When it applies, in the words of the public page.
    pub when: &'static str,
    /// Points, for or against.
    pub points: i32,
    /// The name of the constant, whose first word says which part of a score it belongs to.
    #[serde(skip)]
    name: &'static str,
}

impl Weight {
    /// The part of a score it belongs to, as a heading.
    pub fn part(&self) -> &'static str {
        match self.name.split('_').next().unwrap_or_default() {
            "DISCIPLINE" => "Discipline",
            "KIND" => "Kind of call",
            "WORTH" => "What the winner gets",
            "MEANT" => "Whom it is meant for",
            "THEME" => "Theme",
            "PLACE" => "Place",
            "STAGE" => "Career stage",
            "FEE" => "Entry fee",
            "LANGUAGE" => "Language",
            "FEEDBACK" => "What you saved and hid",
            _ => "What is open about who may apply",
        }
    }
}

macro_rules! weights {
    ($($name:ident = $points:literal $when:literal;)*) => {
        $(#[doc = $when] pub(super) const $name: i32 = $points;)*

        /// Every weight, in the order pages show them.
        pub const WEIGHTS: &[Weight] = &[$(Weight { when: $when, points: $points, name: stringify!($name) },)*];
    };
}

weights! {
    DISCIPLINE_NAMED = 26 "The call names a discipline of yours";
    DISCIPLINE_WIDER = 23 "The call names a wider discipline that yours belongs to";
    DISCIPLINE_AMONG = 18 "The call names a discipline of yours, or a wider one, beside four or more that are not yours";
    DISCIPLINE_ANY = 17 "The call takes any discipline, or any visual art";
    DISCIPLINE_ANY_BUT = 11 "The call takes any discipline, and names others than yours";
    DISCIPLINE_APPROACH = 11 "The call names a way of working that is open to any medium, such as research or art with communities";
    DISCIPLINE_VISUAL_BUT = 7 "The call speaks of visual art, and names other disciplines than yours";
    DISCIPLINE_NEAR = -6 "The call names a discipline close to yours, and none of yours";
    DISCIPLINE_UNKNOWN = 7 "The call does not say which disciplines it takes";
    DISCIPLINE_OTHER = -20 "The call names disciplines, and none is near yours";

    KIND_WANTED = 14 "It is a kind of call you want";
    KIND_UNKNOWN = 4 "What kind of call it is could not be read";
    KIND_UNWANTED = -4 "It is a kind of call you did not ask for";

    WORTH_STEP = 2 "Each step of what the winner gets after costs: any money, 300, 1,000, 5,000 US dollars, roughly";
    WORTH_SHARED = 1 "Each such step where the sum is shared, or must also pay for the work";
    WORTH_BENEFIT = 1 "Each thing given besides money: travel, lodging, studio, materials, a show, …";
    WORTH_MOST = 8 "The most that money and benefits can count together";
    WORTH_UNKNOWN = 2 "The call does not say what the winner gets";
    WORTH_LOSS = -6 "It costs more than it brings";

    MEANT_COUNTRY = 14 "Only people of some countries or places may apply, and you are one of them";
    MEANT_ANYONE = 3 "The call says that anyone may apply, from anywhere";
    MEANT_AGE = 6 "Only people up to an age may apply, and you are young enough";

    THEME_WORD = 3 "Each word of your statement, media, works or CV that the call's title or summary uses too, or one that means the same; up to two more where it stands in the title or is said again (BM25)";
    THEME_MEDIUM = 2 "Each such word that names a medium, which the discipline counts as well; up to one more";
    THEME_MOST = 8 "The most that such words can count";

    PLACE_HERE = 20 "It happens where you live, or in a place you want";
    PLACE_COUNTRY = 18 "It happens in your country";
    PLACE_PAID = 10 "It happens elsewhere, and travel is paid";
    PLACE_ANYWHERE = 6 "It can be done from home";
    PLACE_AWAY = 1 "It happens elsewhere";
    PLACE_UNKNOWN = 2 "The call does not say where it happens";
    PLACE_UNWANTED = -20 "It happens where you would not go";

    STAGE_ASKED = 3 "It looks for artists at your career stage";
    STAGE_OPEN = 1 "It asks for no particular career stage";
    STAGE_NEAR = 1 "It looks for a career stage next to yours";
    STAGE_OTHER = -8 "It looks for artists at another career stage";

    FEE_NONE = 4 "Entering costs nothing";
    FEE_WITHIN = 3 "The fee is at most half of what you would pay";
    FEE_LIMIT = 2 "The fee is within what you would pay";
    FEE_SILENT = 2 "The call says nothing about a fee, and its kind seldom has one";
    FEE_SILENT_OFTEN = 0 "The call says nothing about a fee, and its kind often has one";
    FEE_OVER = -35 "The fee is more than you would pay";

    LANGUAGE_YOURS = 3 "The call takes applications in a language of yours, or says nothing of it and is written in one";
    LANGUAGE_UNKNOWN = 1 "The language of the call could not be told";
    LANGUAGE_OTHER = -10 "The call takes applications only in languages you did not name, or says nothing of it and is written in one";

    FEEDBACK_MARK = 1 "Each call you saved that shares its kind, a discipline, its organiser or its place; each that you hid for such a reason, or for its fee or its stage, takes as much away";
    FEEDBACK_TRAIT_MOST = 3 "The most that saves and hides can count, for or against, for one thing that calls share";
    FEEDBACK_MOST = 10 "The most that saves and hides can count together, for or against";

    RULE_OPEN = -12 "Each rule about who may apply that a fact of your profile could settle, and does not";
    RULE_SLIM = -25 "Each such rule of which you meet no alternative but perhaps a group you did not name";
    RULE_READ = -3 "Each condition that only you can judge";
    RULE_READ_MOST = -6 "The most that such conditions can count";
    RULE_OPEN_MOST = -30 "The most that all open rules can count";
}

/// The most each part can count, for the share of a score that rests on known facts. They add up to 100.
pub(super) mod most {
    use super::*;

    pub(in super::super) const DISCIPLINE: i32 = DISCIPLINE_NAMED;
    pub(in super::super) const KIND: i32 = KIND_WANTED;
    pub(in super::super) const WORTH: i32 = WORTH_MOST;
    pub(in super::super) const MEANT: i32 = MEANT_COUNTRY;
    pub(in super::super) const THEME: i32 = THEME_MOST;
    pub(in super::super) const PLACE: i32 = PLACE_HERE;
    pub(in super::super) const STAGE: i32 = STAGE_ASKED;
    pub(in super::super) const FEE: i32 = FEE_NONE;
    pub(in super::super) const LANGUAGE: i32 = LANGUAGE_YOURS;
}
