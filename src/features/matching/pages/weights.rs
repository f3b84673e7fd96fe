//! What each reason is worth: the table behind every score, for everyone.

use askama::Template;
use askama_web::WebTemplate;

use crate::features::matching::{WEIGHTS, WEIGHTS_VERSION, Weights};
use crate::platform::page::Page;
use crate::platform::parts::signed;

#[derive(Template, WebTemplate)]
#[template(path = "matching/weights.html")]
pub struct View {
    page: Page,
    version: u32,
    parts: Vec<Part>,
}

/// The weights of one part of a score.
struct Part {
    heading: &'static str,
    /// When, and the points with their sign.
    weights: Vec<(&'static str, String)>,
}

pub async fn show(_: Weights, page: Page) -> View {
    let parts = WEIGHTS.chunk_by(|one, next| one.part() == next.part());
    let parts = parts.filter_map(|weights| {
        Some(Part {
            heading: weights.first()?.part(),
            weights: weights.iter().map(|weight| (weight.when, signed(weight.points))).collect(),
        })
    });
    View { page, version: WEIGHTS_VERSION, parts: parts.collect() }
}
