//! The square that an app photographs, as an image of its own: the policy allows none inside the page.

use qrcodegen::{QrCode, QrCodeEcc};

/// The square of this text as SVG, black on white with its quiet edge.
///
/// # Errors
/// The text is too long for one.
pub fn svg(text: &str) -> anyhow::Result<String> {
    const EDGE: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)?;
    let size = code.size() + 2 * EDGE;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{},{}h1v1h-1z", x + EDGE, y + EDGE));
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" \
         shape-rendering=\"crispEdges\"><rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/>\
         <path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}
