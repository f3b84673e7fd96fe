//! Where: countries and places.

use serde::{Deserialize, Serialize};

use super::{Currency, gazetteer};

/// A country: ISO 3166-1 alpha-2 (and `XK`, Kosovo), checked against `lexicon/countries.txt`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

/// Where the work happens or is shown. (The funder's address and who may apply are other facts.)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Place {
    /// City, town or village.
    pub city: Option<String>,
    /// State, province, canton.
    pub region: Option<String>,
    /// Country.
    pub country: Option<Country>,
    /// It happens online.
    pub online: bool,
}

impl Country {
    /// The country of this code. `None` unless it is in the table.
    pub fn new(code: &str) -> Option<Self> {
        let country = Self::unchecked(code)?;
        gazetteer::row(country.code()).map(|row| row.country)
    }

    /// Two letters as a code, whether or not there is such a country.
    pub(super) fn unchecked(code: &str) -> Option<Self> {
        let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// Every country, in the order of the codes.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        gazetteer::countries().iter().map(|row| row.country)
    }

    /// The country of which this is a name, in English, French, Spanish, Portuguese, German, Italian or
    /// its own language, or a usual short form ("UK", "USA"). The whole text must be the name.
    pub fn from_name(name: &str) -> Option<Self> {
        gazetteer::country_named(name)
    }

    /// The country of whose people or things this is the word ("Australian", "mexicana").
    pub fn from_demonym(word: &str) -> Option<Self> {
        gazetteer::country_of_demonym(word)
    }

    /// The English name readers see: `Ivory Coast`.
    pub fn name(self) -> &'static str {
        gazetteer::row(self.code()).map_or("", |row| row.name)
    }

    /// The money used there.
    pub fn currency(self) -> Option<Currency> {
        gazetteer::row(self.code()).and_then(|row| row.currency)
    }

    /// The code: `FR`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("ZZ")
    }
}

impl utoipa::PartialSchema for Country {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        let codes = Self::all().map(|country| country.code().to_owned());
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A country: ISO 3166-1 alpha-2, and `XK`, Kosovo."))
            .enum_values(Some(codes))
            .examples(["PT"])
            .into()
    }
}

impl utoipa::ToSchema for Country {}

impl std::fmt::Display for Country {
    /// The English name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Country {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::new(&code).ok_or_else(|| format!("{code:?} is not a country code"))
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}
