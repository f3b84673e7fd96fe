//! "A national exhibition": a call to the artists of one country that does not say who they are.

use std::sync::LazyLock;

use super::{Clause, Force, Rule};
use crate::features::reading::passage::Passage;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Country, Fact, Quote, Sureness};

static NATIONAL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:this|our|an?|the|annual|biennial|\d+(?:st|nd|rd|th)) (?:[\w-]+ ){0,2}national (?:[\w-]+ ){0,2}(?:open call|call for|juried|exhibition|competition|art prize|award|prize|show)\b|\bnational (?:juried|open call|art prize|art award)\b|\bartists from (?:all )?(?:across|around|over) the (?:country|nation)\b|\b(?:artists|photographers|painters|makers|applicants|people)\b(?:,? (?:from|living|working|based|and|or|aged|between|the|ages|of|\d\d|makers|artists|designers|curators|who|are))*,? (?:all over|across|throughout|around) the (?:country|nation)\b|\bartistas?\b[^.;]{0,50}\bde todo el (?:país|territorio nacional)\b|\bartistas?\b[^.;]{0,50}\bde todo o (?:país|território nacional)\b|\bartist[ei]\b[^.;]{0,50}\bd[ia] tutt[ao] (?:il paese|il territorio nazionale)\b|\bartistes\b[^.;]{0,50}\bde tout le (?:pays|territoire)\b|\b(?:künstler|kunstschaffende)\w*\b[^.;]{0,50}\baus (?:dem ganzen land|ganz deutschland)\b|\bnationwide (?:call|competition|exhibition|prize)\b|\b(?:concours|prix|appel) national\b|\b(?:concurso|premio|salón|certamen|convocatoria|edital|prêmio) nacional\b|\b(?:premio|concorso|bando) nazionale\b|\bbundesweite\w* (?:wettbewerb|ausschreibung|preis)\w*",
    )
});

/// A name, or wider than one country after all.
static NOT_SO: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\binter-?national\w*|\bglobal\b|\bworld|\bnational (?:museum|gallery|park|trust|endowment|arts? council|foundation|library|portrait|geographic|academy|institute)\b|\bmusée national\b|\bmuseo nacional\b",
    )
});

/// The rule that such a call suggests, where it stands; doubtful, since it names nobody. `home` is the
/// country of the call.
pub(super) fn national(
    text: &str,
    passage: &Passage,
    home: Option<Country>,
) -> Option<Fact<Clause>> {
    let own = passage.of(text);
    let hit = NATIONAL.find(own).filter(|_| !NOT_SO.is_match(own))?;
    let start = passage.range.start + hit.start();
    let quote = if own.len() <= 240 {
        Quote::of(text, passage.range.clone())
    } else {
        Quote::of(text, start..start + hit.len())
    }?;
    let rule = Rule::Residence { countries: vec![home?], area: None, months: None };
    let mut fact = Fact::stated(Clause { rule, force: Force::Required }, quote);
    fact.sureness = Sureness::Doubtful;
    fact.because = Some("It is called national, and does not say who may apply".to_owned());
    Some(fact)
}
