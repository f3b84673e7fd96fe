//! Stylesheets, fonts, icons and scripts, inside the binary and under names that change with their
//! content, so that a browser may keep them for ever.

use std::{borrow::Cow, collections::HashMap, io::Write as _, sync::LazyLock, sync::OnceLock};

use axum::{
    Router,
    body::Bytes,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// The layers of the one stylesheet, in the order in which they win over each other.
const STYLESHEET: &[&str] = &[
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/parts.css",
    "css/pages.css",
    "css/print.css",
];

/// One file as it is served.
struct Asset {
    path: String,
    media_type: &'static str,
    digest: String,
    plain: Bytes,
    gzip: OnceLock<Option<Bytes>>,
    brotli: OnceLock<Option<Bytes>>,
}

struct Assets {
    by_path: HashMap<String, Asset>,
    by_name: HashMap<String, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::load);

/// Where a static file is found now: `asset("css/app.css")` is `/static/css/app.3f2a9c01.css`.
/// A name that does not exist is returned as it is, so that its 404 shows in the browser.
pub fn asset(name: &str) -> String {
    match ASSETS.by_name.get(name) {
        Some(path) => format!("/static/{path}"),
        None => format!("/static/{name}"),
    }
}

/// `/static/…`, for the one router.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/static/{*path}", get(serve))
}

async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    match ASSETS.by_path.get(&path) {
        Some(asset) => asset.answer(&headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

impl Assets {
    fn load() -> Self {
        let mut files: Vec<(String, Cow<'static, [u8]>)> = Static::iter()
            .filter(|name| served(name))
            .filter_map(|name| Static::get(&name).map(|file| (name.into_owned(), file.data)))
            .collect();
        files.push(("css/app.css".to_owned(), Cow::Owned(stylesheet())));
        // Stylesheets name other files, so those need their names first.
        files.sort_by_key(|(name, _)| (name.ends_with(".css"), name.clone()));

        let mut assets = Self { by_path: HashMap::new(), by_name: HashMap::new() };
        for (name, data) in files {
            let data = if name.ends_with(".css") { assets.with_hashed_links(&data) } else { data };
            let asset = Asset::new(&name, data);
            assets.by_name.insert(name, asset.path.clone());
            assets.by_path.insert(asset.path.clone(), asset);
        }
        assets
    }

    /// A stylesheet writes `url("/static/vendor/x.woff2")`; it is served with the hashed name.
    fn with_hashed_links(&self, css: &[u8]) -> Cow<'static, [u8]> {
        let mut text = String::from_utf8_lossy(css).into_owned();
        for (name, path) in &self.by_name {
            text = text.replace(&format!("\"/static/{name}\""), &format!("\"/static/{path}\""));
        }
        Cow::Owned(text.into_bytes())
    }
}

/// Read-me files and licences travel with the source, not with the pages.
fn served(name: &str) -> bool {
    media_type(name).is_some() && !STYLESHEET.contains(&name)
}

fn stylesheet() -> Vec<u8> {
    STYLESHEET.iter().filter_map(|name| Static::get(name)).flat_map(|f| f.data.to_vec()).collect()
}

fn media_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

impl Asset {
    fn new(name: &str, data: Cow<'static, [u8]>) -> Self {
        let digest: String =
            Sha256::digest(&data).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let path = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}.{digest}.{extension}"),
            None => format!("{name}.{digest}"),
        };
        Self {
            path,
            media_type: media_type(name).unwrap_or("application/octet-stream"),
            digest,
            plain: Bytes::from(data.into_owned()),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
        }
    }

    fn answer(&self, asked: &HeaderMap) -> Response {
        let (encoding, body) = self.body_for(asked);
        // Each encoding is a representation of its own (RFC 9110, 8.8.3.3).
        let etag = format!("\"{}{}\"", self.digest, encoding.unwrap_or_default());
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        let known = value(asked, header::IF_NONE_MATCH)
            .split(',')
            .any(|tag| tag.trim().trim_start_matches("W/") == etag || tag.trim() == "*");
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            headers.insert(header::ETAG, etag);
        }
        if known {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        (headers, body).into_response()
    }

    /// The smallest form the browser takes. Compressed once, when first asked for.
    fn body_for(&self, asked: &HeaderMap) -> (Option<&'static str>, Bytes) {
        let taken = value(asked, header::ACCEPT_ENCODING).to_ascii_lowercase();
        let takes = |name: &str| {
            taken.split(',').any(|part| {
                let (coding, quality) = part.split_once(';').unwrap_or((part, ""));
                coding.trim() == name && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00")
            })
        };
        if takes("br")
            && let Some(body) = self.brotli.get_or_init(|| self.smaller(brotli(&self.plain)))
        {
            return (Some("br"), body.clone());
        }
        if takes("gzip")
            && let Some(body) = self.gzip.get_or_init(|| self.smaller(gzip(&self.plain)))
        {
            return (Some("gzip"), body.clone());
        }
        (None, self.plain.clone())
    }

    /// Fonts and pictures are compressed already: only keep what is a tenth smaller.
    fn smaller(&self, packed: Option<Vec<u8>>) -> Option<Bytes> {
        packed.filter(|packed| packed.len() * 10 < self.plain.len() * 9).map(Bytes::from)
    }
}

fn value(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn gzip(data: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).ok()?;
    encoder.finish().ok()
}

fn brotli(data: &[u8]) -> Option<Vec<u8>> {
    let mut packed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut packed, 4096, 9, 22);
    encoder.write_all(data).ok()?;
    encoder.flush().ok()?;
    drop(encoder);
    Some(packed)
}

/// Every file with the path it is served under, for the pages written out to be looked at.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    ASSETS.by_path.values().map(|asset| (asset.path.as_str(), &asset.plain[..]))
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Bytes) {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = router::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, body)
    }

    #[tokio::test]
    async fn a_browser_gets_the_stylesheet_once_and_never_asks_again() {
        let path = asset("css/app.css");
        assert!(path.starts_with("/static/css/app.") && path.ends_with(".css"), "{path}");
        let (status, headers, body) = ask(&path, &[]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers["content-type"], "text/css; charset=utf-8");
        assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
        assert!(body.starts_with(b"@layer"));

        let etag = headers["etag"].to_str().unwrap().to_owned();
        let (status, _, body) = ask(&path, &[("if-none-match", &etag)]).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
    }

    #[tokio::test]
    async fn a_browser_gets_the_smallest_form_it_takes() {
        let path = asset("css/app.css");
        let (_, plain_headers, plain) = ask(&path, &[]).await;
        for (takes, gives) in [("gzip", "gzip"), ("gzip, br", "br"), ("br;q=0, gzip", "gzip")] {
            let (_, headers, body) = ask(&path, &[("accept-encoding", takes)]).await;
            assert_eq!(headers["content-encoding"], gives, "{takes}");
            assert_ne!(headers["etag"], plain_headers["etag"]);
            assert!(body.len() * 3 < plain.len(), "{takes}: {} of {}", body.len(), plain.len());
        }
        let font = asset("vendor/newsreader/newsreader-latin-roman.woff2");
        let (_, headers, _) = ask(&font, &[("accept-encoding", "gzip, br")]).await;
        assert!(!headers.contains_key("content-encoding"));
    }

    #[tokio::test]
    async fn what_is_not_there_is_not_found() {
        for path in ["/static/css/app.css", "/static/nothing.css", "/static/../Cargo.toml"] {
            assert_eq!(ask(path, &[]).await.0, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(asset("css/missing.css"), "/static/css/missing.css");
    }

    #[test]
    fn every_file_a_stylesheet_names_is_there_under_its_hashed_name() {
        let (_, css) = all().find(|(path, _)| path.starts_with("css/app.")).unwrap();
        let css = std::str::from_utf8(css).unwrap();
        let links: Vec<&str> =
            css.split("url(\"/static/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!links.is_empty());
        for link in links {
            assert!(ASSETS.by_path.contains_key(link), "{link}");
        }
    }

    #[test]
    fn vendored_files_are_the_ones_the_read_me_vouches_for() {
        let readme = std::fs::read_to_string("static/vendor/README.md").unwrap();
        for name in Static::iter().filter(|n| n.starts_with("vendor/") && media_type(n).is_some()) {
            let data = Static::get(&name).unwrap().data;
            let digest: String =
                Sha256::digest(&data).iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(
                readme.contains(&digest),
                "{name} ({digest}) is not in static/vendor/README.md"
            );
        }
    }
}
