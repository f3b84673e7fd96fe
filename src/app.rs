//! The one router: who may go where, and what every answer goes through.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::middleware::{from_extractor, from_fn, from_fn_with_state, map_response};
use axum::response::{Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use tokio::sync::Semaphore;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::PropagateRequestIdLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::features::{
    about, accounts, cases, desk, matching, opportunities, privacy, profiles, quality, sources,
};
use crate::platform::api::for_everyone;
use crate::platform::config::Config;
use crate::platform::dressing::dress;
use crate::platform::error::Error;
use crate::platform::state::State;
use crate::platform::visitor::Visitor;
use crate::platform::{assets, caller, edge, health, limits, reference, session};

/// Everything Proletto answers to.
pub fn router(state: State) -> Router {
    let Doors { everyone, members, staff, anywhere, tokens, plain } = Doors::of(&state);
    let rooms = Router::new()
        .merge(everyone)
        .merge(members.pages.route_layer(from_extractor::<Visitor>()))
        .merge(
            members
                .api
                .route_layer(from_extractor::<Visitor>())
                .route_layer(from_fn_with_state(state.clone(), accounts::by_token))
                .layer(other_sites(&state)),
        )
        .merge(staff.route_layer(from_fn_with_state(state.clone(), accounts::staff_only)))
        .fallback(async || Error::NotFound);
    let counted = from_fn_with_state(state.clone(), limits::by_address);
    // Inside of what knows the visitor, so that a refusal is a page of theirs.
    let guarded = from_fn_with_state((state.clone(), SIZES), edge::guard::layer);
    let inside = ServiceBuilder::new()
        .layer(from_fn(dress))
        .layer(counted.clone())
        .layer(session::layer(&state))
        .layer(from_fn_with_state(state.clone(), accounts::recognise))
        .layer(Extension(accounts::Issuers::of(&state)))
        .layer(from_fn(dress))
        .layer(guarded.clone())
        .layer(own_forms(&state.config));
    let anywhere =
        anywhere.layer(guarded.clone()).layer(map_response(for_everyone)).layer(counted.clone());
    let tokens = tokens.layer(guarded.clone()).layer(counted).layer(other_sites(&state));
    let plain = plain.layer(guarded);
    let room = Arc::new(Semaphore::new(state.config.max_requests.max(1)));
    let bodies = edge::receive::Bodies::default();
    let request_timeout = state.config.request_timeout.duration();
    let outside = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), caller::layer))
        .layer(PropagateRequestIdLayer::new(caller::REQUEST_ID))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), edge::headers::layer))
        .layer(from_fn(dress))
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .layer(from_fn(edge::Refusal::answer))
        .layer(from_fn_with_state(state.clone(), edge::hosts::ours))
        .layer(from_fn_with_state((state.clone(), SIZES, bodies), edge::receive::layer))
        .layer(from_fn_with_state(room, edge::shed::layer))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, request_timeout));
    rooms.layer(inside).merge(anywhere).merge(tokens).merge(plain).layer(outside).with_state(state)
}

/// The most bytes that may be sent, by where to. `PROLETTO_MAX_BODY` makes all of them smaller.
const SIZES: edge::guard::Sizes = &[
    // A few lines: an address, a password, a name, what a passkey answers.
    ("/account", 16 * KIB),
    ("/api/", 16 * KIB),
    ("/email/", 16 * KIB),
    ("/password/", 16 * KIB),
    ("/sign-", 16 * KIB),
    // Whole definitions of sources, corrections with their quotes, everything an artist tells.
    ("/sources", 1_024 * KIB),
    ("/review", 256 * KIB),
    ("/profile", 256 * KIB),
    // What else there is: a mark, a decision, what somebody says is wrong.
    ("/", 64 * KIB),
];

const KIB: usize = 1_024;

/// Every route, by who may go through: closed by default, since a route stands in one of these or
/// nowhere. The router is made of them, and so is the table of routes and roles that a test asks.
#[derive(Debug)]
pub struct Doors {
    /// Pages open to everyone.
    pub everyone: Router<State>,
    /// For those who are signed in.
    pub members: Members,
    /// For admins.
    pub staff: Router<State>,
    /// What everyone may read from anywhere, which needs no session.
    pub anywhere: Router<State>,
    /// How programs are given tokens: no session, no cookie.
    pub tokens: Router<State>,
    /// Health and assets, which need neither a session nor the database to answer.
    pub plain: Router<State>,
}

/// What is for those who are signed in.
#[derive(Debug)]
pub struct Members {
    /// By their cookie.
    pub pages: Router<State>,
    /// By their cookie or a token.
    pub api: Router<State>,
}

impl Doors {
    /// All of them.
    pub fn of(state: &State) -> Self {
        let secure = state.config.base_url().scheme() == "https";
        let (open, mut document) = OpenApiRouter::with_openapi(reference::begin(secure))
            .merge(opportunities::api::api())
            .merge(matching::api::public_api())
            .merge(opportunities::common_grants::api())
            .split_for_parts();
        let (api, theirs) = OpenApiRouter::new()
            .merge(matching::api::members_api())
            .merge(accounts::account_api())
            .split_for_parts();
        let (tokens, about_tokens) = accounts::tokens_api().split_for_parts();
        document.merge(theirs);
        document.merge(about_tokens);
        let document = reference::finish(&document);
        Self {
            everyone: public().merge(reference::page(&document)),
            members: Members { pages: members(), api },
            staff: staff(),
            anywhere: open.merge(opportunities::feeds()).merge(reference::document(document)),
            tokens,
            plain: health::routes().merge(assets::router()).merge(robots()),
        }
    }
}

/// Pages of other sites that may ask the API with a token; never with cookies.
fn other_sites(state: &State) -> CorsLayer {
    let origins = state.config.cors_origins.0.iter();
    let origins = origins.filter_map(|url| url.origin().ascii_serialization().parse().ok());
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
        .expose_headers([
            header::RETRY_AFTER,
            header::WWW_AUTHENTICATE,
            HeaderName::from_static("ratelimit"),
            HeaderName::from_static("ratelimit-policy"),
            caller::REQUEST_ID,
        ])
        .max_age(Duration::from_secs(600))
}

/// What search engines need not look at: pages for one person, pages for the staff.
fn robots() -> Router<State> {
    const ROBOTS: &str = "User-agent: *\nDisallow: /account\nDisallow: /desk\nDisallow: /email/\n\
                          Disallow: /matches\nDisallow: /password/\nDisallow: /profile\n\
                          Disallow: /review\nDisallow: /sign-\nDisallow: /sources\n";
    // Feed readers and old browsers ask for this by its name.
    let icon = async || Redirect::permanent(&assets::asset("mark.svg"));
    Router::new().route("/robots.txt", get(async || ROBOTS)).route("/favicon.ico", get(icon))
}

/// Open to everyone.
fn public() -> Router<State> {
    Router::new()
        .merge(opportunities::public())
        .merge(matching::public())
        .merge(accounts::public())
        .merge(about::public())
        .merge(sources::public())
        .merge(privacy::public())
        .merge(quality::public())
}

/// Open to those who are signed in.
fn members() -> Router<State> {
    Router::new()
        .merge(accounts::members())
        .merge(profiles::members())
        .merge(matching::members())
        .merge(cases::members())
        .merge(privacy::members())
        .merge(desk::members())
}

/// Open to admins.
fn staff() -> Router<State> {
    Router::new()
        .merge(accounts::staff_routes())
        .merge(sources::staff())
        .merge(cases::staff())
        .merge(desk::staff())
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

/// Forms are taken from our own pages only: by the name the browser asks for, and by the one we are known
/// under, which a proxy may not pass on.
fn own_forms(config: &Config) -> CsrfLayer {
    let own = config.base_url.as_ref().map(|url| url.origin().ascii_serialization());
    let known = own.and_then(|origin| CsrfLayer::new().add_trusted_origin(origin).ok());
    known.unwrap_or_default()
}
