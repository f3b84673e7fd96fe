//! The one router: who may go where, and what every answer goes through.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{from_extractor, from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::PropagateRequestIdLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::features::{
    about, accounts, cases, desk, matching, opportunities, profiles, quality, sources,
};
use crate::platform::api::for_everyone;
use crate::platform::dressing::dress;
use crate::platform::error::Error;
use crate::platform::state::State;
use crate::platform::visitor::{Admin, Visitor};
use crate::platform::{assets, caller, health, limits, reference, session};

/// Everything Proletto answers to.
pub fn router(state: State) -> Router {
    let Api { open, own, document } = api(&state);
    let routes = Router::new()
        .merge(public())
        .merge(reference::page(&document))
        .merge(members().merge(own).route_layer(from_extractor::<Visitor>()))
        .merge(staff().route_layer(from_extractor::<Admin>()))
        .fallback(async || Error::NotFound);
    let request_timeout = state.config.request_timeout.duration();
    let counted = from_fn_with_state(state.clone(), limits::by_address);
    let inside = ServiceBuilder::new()
        .layer(from_fn(dress))
        .layer(counted.clone())
        .layer(session::layer(&state))
        .layer(from_fn_with_state(state.clone(), accounts::recognise))
        .layer(from_fn(dress))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, request_timeout))
        .layer(DefaultBodyLimit::max(state.config.max_body));
    // What everyone may read from anywhere needs no session either.
    let open = open.merge(reference::document(document)).merge(opportunities::feeds()).layer(
        ServiceBuilder::new()
            .layer(map_response(for_everyone))
            .layer(counted)
            .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, request_timeout)),
    );
    let outside = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), caller::layer))
        .layer(PropagateRequestIdLayer::new(caller::REQUEST_ID))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(CompressionLayer::new())
        .layer(map_response(headers))
        .layer(from_fn(dress))
        .layer(CatchPanicLayer::custom(|_| panicked()));
    // Health and assets need neither a session nor the database to answer.
    let plain =
        Router::new().merge(health::routes()).merge(assets::router()).merge(robots()).merge(open);
    routes.layer(inside).merge(plain).layer(outside).with_state(state)
}

/// The API: what everyone may read, what is for those who are signed in, and the document about both.
struct Api {
    open: Router<State>,
    own: Router<State>,
    document: serde_json::Value,
}

fn api(state: &State) -> Api {
    let secure = state.config.base_url().scheme() == "https";
    let (open, mut document) = OpenApiRouter::with_openapi(reference::begin(secure))
        .merge(opportunities::api::api())
        .merge(matching::api::public_api())
        .merge(opportunities::common_grants::api())
        .split_for_parts();
    let (own, theirs) = matching::api::members_api().split_for_parts();
    document.merge(theirs);
    Api { open, own, document: reference::finish(&document) }
}

/// What search engines need not look at: pages for one person, pages for the staff.
fn robots() -> Router<State> {
    const ROBOTS: &str = "User-agent: *\nDisallow: /account\nDisallow: /desk\nDisallow: /email/\n\
                          Disallow: /matches\nDisallow: /password/\nDisallow: /profile\n\
                          Disallow: /review\nDisallow: /sign-\nDisallow: /sources\n";
    Router::new().route("/robots.txt", get(async || ROBOTS))
}

/// Open to everyone.
fn public() -> Router<State> {
    Router::new()
        .merge(opportunities::public())
        .merge(matching::public())
        .merge(accounts::public())
        .merge(about::public())
        .merge(sources::public())
        .merge(quality::public())
}

/// Open to those who are signed in.
fn members() -> Router<State> {
    Router::new()
        .merge(accounts::members())
        .merge(profiles::members())
        .merge(matching::members())
        .merge(cases::members())
}

/// Open to admins.
fn staff() -> Router<State> {
    Router::new().merge(sources::staff()).merge(cases::staff()).merge(desk::staff())
}

/// The headers of every answer: nothing from elsewhere, no guessing, no framing, no referrer beyond
/// the origin.
async fn headers(mut response: Response) -> Response {
    const HEADERS: [(HeaderName, &str); 6] = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// One span a request: method, path without its query (searches are private), id.
fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok());
    tracing::info_span!("request", method = %request.method(), path = request.uri().path(), id)
}

fn panicked() -> Response {
    use axum::response::IntoResponse;
    Error::from(anyhow::anyhow!("a handler panicked")).into_response()
}
