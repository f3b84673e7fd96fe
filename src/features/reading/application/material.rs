//! What a call asks to be handed in.

use serde::{Deserialize, Serialize};

/// One thing that must be handed in, and within which limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Material {
    /// What it is.
    pub kind: MaterialKind,
    /// How many, how long, how large.
    pub limits: Vec<Limit>,
    /// File formats that are taken, in capitals: `JPG`, `PDF`.
    pub formats: Vec<String>,
    /// The call leaves it to the artist.
    pub optional: bool,
}

/// What can be asked to be handed in, in the field's standard terms.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MaterialKind {
    /// Images of works.
    Images,
    /// Works entered, counted as works.
    Works,
    /// Work samples, whatever they show.
    WorkSamples,
    /// Video.
    Video,
    /// Sound.
    Audio,
    /// A portfolio.
    Portfolio,
    /// An artist statement.
    Statement,
    /// A short biography.
    Biography,
    /// A CV or résumé.
    Cv,
    /// A letter of motivation, interest or intent.
    CoverLetter,
    /// A description of the project, a proposal.
    Proposal,
    /// Sketches, renderings, a model.
    Sketches,
    /// A budget.
    Budget,
    /// A timeline or plan of work.
    Timeline,
    /// Letters of recommendation, or the names of referees.
    References,
    /// A copy of a passport or another proof of who one is.
    Identification,
    /// A proof of where one lives.
    ProofOfAddress,
    /// A proof of studies, a diploma.
    ProofOfStudies,
    /// A form that is filled in.
    ApplicationForm,
    /// A list of the works shown, with titles, years, sizes.
    ImageList,
    /// A photograph of the artist.
    Portrait,
    /// Links to a website or to works online.
    Links,
    /// All of it in one file.
    SingleFile,
}

/// A limit, both ends included. Both ends equal: exactly so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Limit {
    /// What is counted.
    pub unit: Unit,
    /// At least so many.
    pub least: Option<u32>,
    /// At most so many.
    pub most: Option<u32>,
}

/// What a limit counts.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Images, works, letters: as many things as are handed in.
    Items,
    /// Words.
    Words,
    /// Characters.
    Characters,
    /// Pages.
    Pages,
    /// Minutes of video or sound.
    Minutes,
    /// Seconds of video or sound.
    Seconds,
    /// Kilobytes of a file.
    Kilobytes,
    /// Megabytes of a file.
    Megabytes,
    /// Pixels of a side of an image.
    Pixels,
    /// Dots per inch.
    Dpi,
}

impl MaterialKind {
    /// Every kind, in the order in which an application is usually put together.
    pub const ALL: [MaterialKind; 23] = [
        MaterialKind::ApplicationForm,
        MaterialKind::Images,
        MaterialKind::Works,
        MaterialKind::WorkSamples,
        MaterialKind::Video,
        MaterialKind::Audio,
        MaterialKind::Portfolio,
        MaterialKind::ImageList,
        MaterialKind::Statement,
        MaterialKind::Biography,
        MaterialKind::Cv,
        MaterialKind::Portrait,
        MaterialKind::CoverLetter,
        MaterialKind::Proposal,
        MaterialKind::Sketches,
        MaterialKind::Budget,
        MaterialKind::Timeline,
        MaterialKind::References,
        MaterialKind::Identification,
        MaterialKind::ProofOfAddress,
        MaterialKind::ProofOfStudies,
        MaterialKind::Links,
        MaterialKind::SingleFile,
    ];

    /// The word used in the lexicon and in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            MaterialKind::Images => "images",
            MaterialKind::Works => "works",
            MaterialKind::WorkSamples => "work_samples",
            MaterialKind::Video => "video",
            MaterialKind::Audio => "audio",
            MaterialKind::Portfolio => "portfolio",
            MaterialKind::Statement => "statement",
            MaterialKind::Biography => "biography",
            MaterialKind::Cv => "cv",
            MaterialKind::CoverLetter => "cover_letter",
            MaterialKind::Proposal => "proposal",
            MaterialKind::Sketches => "sketches",
            MaterialKind::Budget => "budget",
            MaterialKind::Timeline => "timeline",
            MaterialKind::References => "references",
            MaterialKind::Identification => "identification",
            MaterialKind::ProofOfAddress => "proof_of_address",
            MaterialKind::ProofOfStudies => "proof_of_studies",
            MaterialKind::ApplicationForm => "application_form",
            MaterialKind::ImageList => "image_list",
            MaterialKind::Portrait => "portrait",
            MaterialKind::Links => "links",
            MaterialKind::SingleFile => "single_file",
        }
    }

    /// The words a reader sees.
    pub fn name(self) -> &'static str {
        match self {
            MaterialKind::Images => "Images of works",
            MaterialKind::Works => "Works",
            MaterialKind::WorkSamples => "Work samples",
            MaterialKind::Video => "Video",
            MaterialKind::Audio => "Sound",
            MaterialKind::Portfolio => "Portfolio",
            MaterialKind::Statement => "Artist statement",
            MaterialKind::Biography => "Short biography",
            MaterialKind::Cv => "CV",
            MaterialKind::CoverLetter => "Letter of motivation",
            MaterialKind::Proposal => "Project description",
            MaterialKind::Sketches => "Sketches",
            MaterialKind::Budget => "Budget",
            MaterialKind::Timeline => "Timeline",
            MaterialKind::References => "Recommendations",
            MaterialKind::Identification => "Proof of identity",
            MaterialKind::ProofOfAddress => "Proof of address",
            MaterialKind::ProofOfStudies => "Proof of studies",
            MaterialKind::ApplicationForm => "Application form",
            MaterialKind::ImageList => "List of works",
            MaterialKind::Portrait => "Photo of the artist",
            MaterialKind::Links => "Links",
            MaterialKind::SingleFile => "All in one file",
        }
    }

    /// The kind a slug names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Whether limits of this unit can be meant for it.
    pub(super) fn can_have(self, unit: Unit) -> bool {
        use MaterialKind::{Audio, Images, Links, Portfolio, Portrait, Sketches, Video};
        use MaterialKind::{WorkSamples, Works};
        let shows = matches!(self, Images | Works | WorkSamples | Portfolio | Portrait | Sketches);
        match unit {
            Unit::Words | Unit::Characters => {
                !shows && !matches!(self, Video | Audio | Links) || self == WorkSamples
            }
            Unit::Pages => !matches!(self, Images | Works | Video | Audio | Links | Portrait),
            Unit::Minutes | Unit::Seconds => {
                matches!(self, Video | Audio | WorkSamples | Portfolio | Works)
            }
            Unit::Pixels | Unit::Dpi => shows,
            Unit::Kilobytes | Unit::Megabytes => self != Links,
            Unit::Items => true,
        }
    }
}
