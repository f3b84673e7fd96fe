//! What artists work in: a small vocabulary with parents.

use serde::{Deserialize, Serialize};

macro_rules! disciplines {
    ($($variant:ident $slug:literal $name:literal $parent:expr;)*) => {
        /// A discipline or medium.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Discipline { $(#[doc = $name] $variant,)* }

        impl Discipline {
            /// Every discipline, in the order pages show them.
            pub const ALL: &[Discipline] = &[$(Discipline::$variant,)*];

            /// The word used in links, the database and JSON.
            pub fn slug(self) -> &'static str {
                match self { $(Discipline::$variant => $slug,)* }
            }

            /// The words a reader sees.
            pub fn name(self) -> &'static str {
                match self { $(Discipline::$variant => $name,)* }
            }

            /// The wider discipline this one belongs to.
            pub fn parent(self) -> Option<Discipline> {
                match self { $(Discipline::$variant => $parent,)* }
            }
        }
    };
}

disciplines! {
    Painting "painting" "Painting" None;
    Drawing "drawing" "Drawing" None;
    Printmaking "printmaking" "Printmaking" None;
    WorksOnPaper "works_on_paper" "Works on paper" Some(Discipline::Drawing);
    Illustration "illustration" "Illustration" Some(Discipline::Drawing);
    Comics "comics" "Comics and graphic novels" Some(Discipline::Illustration);
    Calligraphy "calligraphy" "Calligraphy" Some(Discipline::Drawing);
    Collage "collage" "Collage and mixed media" None;
    Photography "photography" "Photography" None;
    AlternativePhotography "alternative_photography" "Alternative photographic processes" Some(Discipline::Photography);
    Film "film" "Film and moving image" None;
    Video "video" "Video" Some(Discipline::Film);
    Animation "animation" "Animation" Some(Discipline::Film);
    Sculpture "sculpture" "Sculpture" None;
    Kinetic "kinetic" "Kinetic and robotic art" Some(Discipline::Sculpture);
    Ceramics "ceramics" "Ceramics" Some(Discipline::Craft);
    Glass "glass" "Glass" Some(Discipline::Craft);
    Metal "metal" "Metal and jewellery" Some(Discipline::Craft);
    Wood "wood" "Wood" Some(Discipline::Craft);
    Textile "textile" "Textile and fibre" Some(Discipline::Craft);
    Craft "craft" "Craft" None;
    Installation "installation" "Installation" None;
    LandArt "land_art" "Land and environmental art" Some(Discipline::Installation);
    LightArt "light_art" "Light art" Some(Discipline::Installation);
    PublicArt "public_art" "Public art" None;
    Mural "mural" "Mural" Some(Discipline::PublicArt);
    StreetArt "street_art" "Street art" Some(Discipline::PublicArt);
    Performance "performance" "Performance art" None;
    Dance "dance" "Dance" Some(Discipline::PerformingArts);
    Theatre "theatre" "Theatre" Some(Discipline::PerformingArts);
    Music "music" "Music" Some(Discipline::PerformingArts);
    PerformingArts "performing_arts" "Performing arts" None;
    Sound "sound" "Sound art" None;
    NewMedia "new_media" "New media" None;
    Digital "digital" "Digital art" Some(Discipline::NewMedia);
    NetArt "net_art" "Net art" Some(Discipline::Digital);
    Generative "generative" "Generative and AI art" Some(Discipline::Digital);
    PlotterArt "plotter_art" "Plotter and machine drawing" Some(Discipline::Generative);
    Immersive "immersive" "VR, AR and games" Some(Discipline::NewMedia);
    ArtAndScience "art_and_science" "Art, science and technology" Some(Discipline::Interdisciplinary);
    BioArt "bio_art" "Bio art" Some(Discipline::ArtAndScience);
    Interdisciplinary "interdisciplinary" "Interdisciplinary" None;
    SociallyEngaged "socially_engaged" "Socially engaged and community art" None;
    Conceptual "conceptual" "Conceptual art" None;
    ArtistBooks "artist_books" "Artist books and zines" None;
    Writing "writing" "Writing and literature" None;
    Poetry "poetry" "Poetry" Some(Discipline::Writing);
    Curating "curating" "Curating" None;
    Research "research" "Artistic research" None;
    ArtCriticism "art_criticism" "Art criticism" Some(Discipline::Writing);
    Architecture "architecture" "Architecture" None;
    Design "design" "Design" None;
    GraphicDesign "graphic_design" "Graphic design" Some(Discipline::Design);
    Fashion "fashion" "Fashion" Some(Discipline::Design);
    VisualArts "visual_arts" "Visual arts (any)" None;
}

impl Discipline {
    /// The discipline a slug names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|discipline| discipline.slug() == slug)
    }
}
