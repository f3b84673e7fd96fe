//! Who may go where: every route there is, asked as everybody there is. The list of routes is the
//! router's own, so that a route without a line here fails.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use insta::assert_snapshot;
use proletto::app::Doors;
use proletto::platform::jobs;
use proletto::platform::state::State;
use proletto::timetable::TIMETABLE;
use serde_json::json;
use uuid::Uuid;

use crate::accounts::factors;
use crate::support::browser::Browser;
use crate::support::device::Device;
use crate::support::people::{self, PASSWORD};
use crate::support::routes::routes;
use crate::support::world::World;

/// Everybody: nobody in particular, two artists, an admin.
struct Everybody {
    cookies: [Option<String>; 4],
}

impl Everybody {
    async fn of(world: &World) -> Self {
        let cookie = |browser: Browser| browser.session().map(|id| format!("proletto={id}"));
        Self {
            cookies: [
                None,
                cookie(people::ada(world).await),
                cookie(people::bela(world).await),
                cookie(people::grace(world).await),
            ],
        }
    }

    /// What each of them is told.
    async fn ask(&self, world: &World, method: &Method, path: &str) -> [Told; 4] {
        let mut told = [Told::Served; 4];
        for (told, cookie) in told.iter_mut().zip(&self.cookies) {
            let mut request = Request::builder()
                .method(method)
                .uri(path)
                .header("host", "proletto.test")
                .header("origin", "http://proletto.test")
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/x-www-form-urlencoded");
            if let Some(cookie) = cookie {
                request = request.header("cookie", cookie);
            }
            let answer = world.ask(request.body(Body::empty()).unwrap()).await;
            let to = answer.headers().get("location").map(|to| to.to_str().unwrap());
            *told = Told::of(answer.status().as_u16(), to);
            assert!(answer.status() != 500, "{method} {path}");
        }
        told
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Let in; what came of it is another matter.
    Served,
    /// Asked to sign in.
    SignIn,
    /// Signed in, and not allowed.
    Closed,
    /// There is no such way to ask.
    NoSuchWay,
}

impl Told {
    fn of(status: u16, to: Option<&str>) -> Self {
        match status {
            401 => Self::SignIn,
            303 if to.is_some_and(|to| to.starts_with("/sign-in?next=")) => Self::SignIn,
            403 => Self::Closed,
            405 => Self::NoSuchWay,
            _ => Self::Served,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Served => "yes",
            Self::SignIn => "sign in",
            Self::Closed => "no",
            Self::NoSuchWay => "405",
        }
    }
}

/// A path that fits, to a thing that is not there, so that asking changes nothing.
fn filled(path: &str) -> String {
    let id = Uuid::now_v7().to_string();
    let parts = path.split('/').map(|part| match part.trim_matches(['{', '}']) {
        same if same == part => part.to_owned(),
        "slug" | "field" | "name" => "nothing-of-this-name".into(),
        rest if rest.starts_with('*') => "nothing/of/this/name".into(),
        _ => id.clone(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// One line a route: the way to ask, the path, and what nobody, an artist, another artist and an admin
/// are told.
async fn table(world: &World, everybody: &Everybody, router: &Router<State>) -> String {
    const ENDS: [&str; 2] = ["/sign-out", "/account/sessions/end"];
    const WAYS: [Method; 5] =
        [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let mut lines = Vec::new();
    for route in routes(router) {
        for method in &WAYS {
            // That would end what the next questions are asked with.
            if ENDS.contains(&route.path.as_str()) && *method == Method::POST {
                continue;
            }
            let told = everybody.ask(world, method, &filled(&route.path)).await;
            if !route.methods.iter().any(|known| known == method.as_str()) {
                let open = told.iter().all(|told| *told != Told::Served);
                assert!(open, "{method} {} is served and stands nowhere", route.path);
                continue;
            }
            let words = told.map(Told::word).join(" · ");
            lines.push(format!("{:4} {:40} {words}", method.as_str(), route.path));
        }
    }
    lines.join("\n")
}

#[tokio::test]
async fn every_route_is_open_to_whom_it_is_meant_for_and_to_nobody_else() {
    let world = World::with(&[("PROLETTO_LIMITS", "off")]).await;
    let everybody = Everybody::of(&world).await;
    let doors = Doors::of(&world.state);
    let table = async |router| table(&world, &everybody, router).await;
    assert_snapshot!(table(&doors.everyone).await, @r"
    GET  /                                        yes · yes · yes · yes
    GET  /about                                   yes · yes · yes · yes
    GET  /about/sources                           yes · yes · yes · yes
    GET  /api                                     yes · yes · yes · yes
    GET  /email/confirm                           yes · yes · yes · yes
    POST /email/confirm                           yes · yes · yes · yes
    GET  /matches/weights                         yes · yes · yes · yes
    GET  /opportunities                           yes · yes · yes · yes
    GET  /opportunities/{slug}                    yes · yes · yes · yes
    GET  /password/forgot                         yes · yes · yes · yes
    POST /password/forgot                         yes · yes · yes · yes
    GET  /password/reset                          yes · yes · yes · yes
    POST /password/reset                          yes · yes · yes · yes
    GET  /privacy                                 yes · yes · yes · yes
    GET  /privacy/receipts/{id}                   yes · yes · yes · yes
    GET  /quality                                 yes · yes · yes · yes
    GET  /sign-in                                 yes · yes · yes · yes
    POST /sign-in                                 yes · yes · yes · yes
    GET  /sign-in/code                            yes · yes · yes · yes
    POST /sign-in/code                            yes · yes · yes · yes
    POST /sign-in/passkey                         yes · yes · yes · yes
    POST /sign-in/passkey/begin                   yes · yes · yes · yes
    GET  /sign-in/with/{issuer}                   yes · yes · yes · yes
    GET  /sign-in/with/{issuer}/back              yes · yes · yes · yes
    GET  /sign-up                                 yes · yes · yes · yes
    POST /sign-up                                 yes · yes · yes · yes
    GET  /sign-up/finish                          yes · yes · yes · yes
    POST /sign-up/finish                          yes · yes · yes · yes
    GET  /sign-up/with/{issuer}                   yes · yes · yes · yes
    ");
    assert_snapshot!(table(&doors.members.pages).await, @r"
    GET  /account                                 sign in · yes · yes · yes
    GET  /account/confirm                         sign in · yes · yes · yes
    POST /account/confirm                         sign in · yes · yes · yes
    POST /account/confirm/passkey                 sign in · yes · yes · yes
    GET  /account/confirm/with/{issuer}           sign in · yes · yes · yes
    GET  /account/connect/{issuer}                sign in · yes · yes · yes
    POST /account/disconnect/{issuer}             sign in · yes · yes · yes
    GET  /account/email                           sign in · yes · yes · yes
    POST /account/email                           sign in · yes · yes · yes
    POST /account/email/cancel                    sign in · yes · yes · yes
    GET  /account/name                            sign in · yes · yes · yes
    POST /account/name                            sign in · yes · yes · yes
    POST /account/passkeys                        sign in · yes · yes · yes
    POST /account/passkeys/begin                  sign in · yes · yes · yes
    POST /account/passkeys/{id}/remove            sign in · yes · yes · yes
    GET  /account/password                        sign in · yes · yes · yes
    POST /account/password                        sign in · yes · yes · yes
    GET  /account/privacy                         sign in · yes · yes · yes
    GET  /account/privacy/delete                  sign in · yes · yes · yes
    POST /account/privacy/delete                  sign in · yes · yes · yes
    POST /account/privacy/exports                 sign in · yes · yes · yes
    GET  /account/privacy/exports/{id}            sign in · yes · yes · yes
    POST /account/privacy/keep                    sign in · yes · yes · yes
    POST /account/programs/{id}/end               sign in · yes · yes · yes
    POST /account/sessions/{handle}/end           sign in · yes · yes · yes
    GET  /account/tokens                          sign in · yes · yes · yes
    POST /account/tokens                          sign in · yes · yes · yes
    POST /account/tokens/{id}/revoke              sign in · yes · yes · yes
    GET  /account/two-step                        sign in · yes · yes · yes
    POST /account/two-step                        sign in · yes · yes · yes
    POST /account/two-step/codes                  sign in · yes · yes · yes
    POST /account/two-step/off                    sign in · yes · yes · yes
    GET  /account/two-step/square.svg             sign in · yes · yes · yes
    GET  /matches                                 sign in · yes · yes · yes
    GET  /matches/conditions                      sign in · yes · yes · yes
    POST /matches/conditions                      sign in · yes · yes · yes
    GET  /matches/feedback                        sign in · yes · yes · yes
    POST /matches/feedback/reset                  sign in · yes · yes · yes
    POST /matches/feedback/restore                sign in · yes · yes · yes
    POST /matches/{slug}/hide                     sign in · yes · yes · yes
    POST /matches/{slug}/save                     sign in · yes · yes · yes
    POST /matches/{slug}/unhide                   sign in · yes · yes · yes
    POST /matches/{slug}/unsave                   sign in · yes · yes · yes
    GET  /opportunities/{slug}/wrong              sign in · yes · yes · yes
    POST /opportunities/{slug}/wrong              sign in · yes · yes · yes
    GET  /profile                                 sign in · yes · yes · yes
    POST /profile                                 sign in · yes · yes · yes
    GET  /start                                   sign in · yes · yes · yes
    ");
    assert_snapshot!(table(&doors.members.api).await, @r"
    GET  /api/v1/account                          sign in · yes · yes · yes
    GET  /api/v1/matches                          sign in · yes · yes · yes
    ");
    assert_snapshot!(table(&doors.staff).await, @r"
    GET  /cases                                   sign in · no · no · yes
    GET  /cases/{id}                              sign in · no · no · yes
    POST /cases/{id}/accept                       sign in · no · no · yes
    POST /cases/{id}/decline                      sign in · no · no · yes
    GET  /desk                                    sign in · no · no · yes
    GET  /desk/audit                              sign in · no · no · yes
    GET  /desk/invitations                        sign in · no · no · yes
    POST /desk/invitations                        sign in · no · no · yes
    POST /desk/invitations/revoke                 sign in · no · no · yes
    GET  /desk/mail                               sign in · no · no · yes
    POST /desk/mail/{id}/again                    sign in · no · no · yes
    POST /desk/mail/{id}/discard                  sign in · no · no · yes
    GET  /desk/model                              sign in · no · no · yes
    GET  /review                                  sign in · no · no · yes
    GET  /review/decisions                        sign in · no · no · yes
    POST /review/reject                           sign in · no · no · yes
    POST /review/reject/{at}/withdraw             sign in · no · no · yes
    GET  /review/{id}                             sign in · no · no · yes
    POST /review/{id}/apart/{other}               sign in · no · no · yes
    POST /review/{id}/ask-again                   sign in · no · no · yes
    POST /review/{id}/change/{change}/back/{before} sign in · no · no · yes
    POST /review/{id}/correct/{field}             sign in · no · no · yes
    POST /review/{id}/keep                        sign in · no · no · yes
    POST /review/{id}/merge/{into}                sign in · no · no · yes
    POST /review/{id}/proposals/{proposal}/accept sign in · no · no · yes
    POST /review/{id}/proposals/{proposal}/strike sign in · no · no · yes
    POST /review/{id}/publish                     sign in · no · no · yes
    POST /review/{id}/reject                      sign in · no · no · yes
    GET  /review/{id}/same-as                     sign in · no · no · yes
    POST /review/{id}/split/{listing}             sign in · no · no · yes
    POST /review/{id}/undo/{correction}           sign in · no · no · yes
    POST /review/{id}/withdraw                    sign in · no · no · yes
    GET  /sources                                 sign in · no · no · yes
    GET  /sources/new                             sign in · no · no · yes
    POST /sources/new                             sign in · no · no · yes
    POST /sources/new/address                     sign in · no · no · yes
    POST /sources/new/try                         sign in · no · no · yes
    GET  /sources/{id}                            sign in · no · no · yes
    POST /sources/{id}                            sign in · no · no · yes
    POST /sources/{id}/distrust                   sign in · no · no · yes
    POST /sources/{id}/off                        sign in · no · no · yes
    POST /sources/{id}/on                         sign in · no · no · yes
    POST /sources/{id}/restore                    sign in · no · no · yes
    POST /sources/{id}/runs                       sign in · no · no · yes
    GET  /sources/{id}/runs/{run}                 sign in · no · no · yes
    POST /sources/{id}/runs/{run}/stop            sign in · no · no · yes
    POST /sources/{id}/trust                      sign in · no · no · yes
    POST /sources/{id}/try                        sign in · no · no · yes
    ");
    assert_snapshot!(table(&doors.anywhere).await, @r"
    GET  /api/openapi.json                        yes · yes · yes · yes
    GET  /api/v1/opportunities                    yes · yes · yes · yes
    GET  /api/v1/opportunities/{slug}             yes · yes · yes · yes
    GET  /common-grants/opportunities             yes · yes · yes · yes
    GET  /common-grants/opportunities/{id}        yes · yes · yes · yes
    GET  /opportunities/feed.xml                  yes · yes · yes · yes
    ");
    assert_snapshot!(table(&doors.tokens).await, @r"
    GET  /api/v1/auth/keys                        yes · yes · yes · yes
    POST /api/v1/auth/revoke                      yes · yes · yes · yes
    POST /api/v1/auth/token                       yes · yes · yes · yes
    ");
    assert_snapshot!(table(&doors.plain).await, @r"
    GET  /favicon.ico                             yes · yes · yes · yes
    GET  /healthz                                 yes · yes · yes · yes
    GET  /readyz                                  yes · yes · yes · yes
    GET  /robots.txt                              yes · yes · yes · yes
    GET  /static/{*path}                          yes · yes · yes · yes
    GET  /version                                 yes · yes · yes · yes
    ");
}

#[tokio::test]
async fn what_a_form_does_not_ask_for_cannot_be_set_through_it() {
    let world = World::new().await;
    let ada = people::ada(&world).await;
    people::bela(&world).await;
    let bela: Uuid = sqlx::query_scalar("select id from users where email = 'bela@example.org'")
        .fetch_one(world.pool())
        .await
        .unwrap();
    let body = format!(
        "media=ink&user_id={bela}&id={bela}&role=admin&email=eve%40example.org&is_admin=true"
    );
    let request = Request::post("/profile")
        .header("host", "proletto.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("proletto={}", ada.session().unwrap()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body));
    assert_eq!(world.ask(request.unwrap()).await.status(), 303);
    let others = "select count(*) from profiles p join users u on u.id = p.user_id where u.email <> 'ada@example.org'";
    assert_eq!(world.count(others).await, 0, "it is her own profile that changed");
    assert_eq!(world.count("select count(*) from users where role = 'admin'").await, 0);
    assert_eq!(world.count("select count(*) from users where email = 'ada@example.org'").await, 1);
}

/// What belongs to one person, by its route: how one of it is named, and all that is known of it. With the last
/// she signs herself out.
const OWN: [(&str, &str, &str); 5] = [
    (
        "/account/passkeys/{id}/remove",
        "select id::text from passkeys",
        "select json_agg(one)::text from passkeys one",
    ),
    (
        "/account/privacy/exports/{id}",
        "select id::text from exports",
        "select json_agg(one)::text from exports one",
    ),
    (
        "/account/programs/{id}/end",
        "select id::text from token_families",
        "select json_agg(one)::text from token_families one",
    ),
    (
        "/account/tokens/{id}/revoke",
        "select id::text from personal_tokens",
        "select json_agg(one)::text from personal_tokens one",
    ),
    (
        "/account/sessions/{handle}/end",
        "select handle::text from sessions where user_id = (select id from users where email = 'ada@example.org')",
        "select count(*)::text from sessions where user_id = (select id from users where email = 'ada@example.org')",
    ),
];

/// What everybody may name: issuers of the settings, and calls.
const SHARED: [&str; 8] = [
    "/account/confirm/with/{issuer}",
    "/account/connect/{issuer}",
    "/account/disconnect/{issuer}",
    "/matches/{slug}/hide",
    "/matches/{slug}/save",
    "/matches/{slug}/unhide",
    "/matches/{slug}/unsave",
    "/opportunities/{slug}/wrong",
];

/// One of everything that can be somebody's.
async fn ada_with_one_of_each(world: &World) -> Browser {
    let mut ada = people::ada(world).await;
    ada.open("/account/tokens").await;
    let answers = [("What it is for", "Mine"), ("Read who you are: your name and address", "yes")];
    ada.submit("Make the token", &answers).await;
    ada.post("/account/privacy/exports", &[]).await;
    let job = TIMETABLE.iter().find(|job| job.name == "make-exports").unwrap();
    jobs::run(&world.state, job, "a story").await.unwrap();
    factors::add(&mut ada, &mut Device::new()).await;
    let grant = json!({"grant_type": "password", "email": "ada@example.org", "password": PASSWORD});
    let request = Request::post("/api/v1/auth/token")
        .header("host", "proletto.test")
        .header("content-type", "application/json")
        .body(Body::from(grant.to_string()));
    assert_eq!(world.ask(request.unwrap()).await.status(), 200);
    ada
}

#[tokio::test]
async fn what_is_anothers_is_not_there_for_whoever_knows_its_name() {
    let world = World::with(&[("PROLETTO_LIMITS", "off")]).await;
    let (ada, bela) = (ada_with_one_of_each(&world).await, people::bela(&world).await);
    let ask = async |browser: &Browser, method: &str, path: &str| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "proletto.test")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", format!("proletto={}", browser.session().unwrap()));
        world.ask(request.body(Body::empty()).unwrap()).await.status().as_u16()
    };
    let members = routes(&Doors::of(&world.state).members.pages);
    let named: Vec<_> = members.into_iter().filter(|route| route.path.contains('{')).collect();
    for route in &named {
        let own = OWN.iter().any(|own| own.0 == route.path);
        let known = own || SHARED.contains(&&*route.path);
        assert!(known, "whose is what {} names?", route.path);
    }
    for (pattern, name, state) in OWN {
        let route = named.iter().find(|route| route.path == pattern).unwrap();
        let one = |sql: &'static str| sqlx::query_scalar::<_, String>(sql).fetch_one(world.pool());
        let (id, before) = (one(name).await.unwrap(), one(state).await.unwrap());
        let (start, end) = pattern.split_once('{').unwrap();
        let path = format!("{start}{id}{}", end.split_once('}').unwrap().1);
        assert_eq!(ask(&bela, &route.methods[0], &path).await, 404, "{path}");
        assert_eq!(one(state).await.unwrap(), before, "{path}: nothing of it has changed");
        // The name is right: it is hers.
        let told = ask(&ada, &route.methods[0], &path).await;
        assert!(matches!(told, 200 | 303), "{path}: {told}");
    }
}
