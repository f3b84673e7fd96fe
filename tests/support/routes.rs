//! What a router answers to, read off its own description: there is no other list that could be
//! forgotten.

use axum::Router;
use proletto::platform::state::State;
use regex::Regex;

/// A path and the methods that it takes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub path: String,
    pub methods: Vec<String>,
}

/// Every route, by its path.
pub fn routes(router: &Router<State>) -> Vec<Route> {
    let description = format!("{router:?}");
    // Fallbacks stand in routers of their own, after the routes.
    let routes = description.split("fallback_router").next().unwrap();
    let (handlers, paths) = routes.split_once("node: Node").expect("axum describes its routers so");
    let handler = Regex::new(
        r#"RouteId\((\d+)\): MethodRouter\(.*?allow_header: (?:Bytes\(b"([A-Z,]*)"\)|(\w+))"#,
    )
    .unwrap();
    let path = Regex::new(r#"RouteId\((\d+)\): "([^"]+)""#).unwrap();
    let mut found: Vec<Route> = path
        .captures_iter(paths)
        .map(|path| {
            let methods = handler.captures_iter(handlers).find(|one| one[1] == path[1]);
            let methods = methods.unwrap_or_else(|| panic!("{} is handled by no method", &path[2]));
            let allowed = methods.get(2).map_or("GET", |allowed| allowed.as_str());
            let methods = allowed.split(',').filter(|method| *method != "HEAD").map(str::to_owned);
            Route { path: path[2].to_owned(), methods: methods.collect() }
        })
        .collect();
    found.sort();
    assert!(!found.is_empty(), "{description}");
    found
}
