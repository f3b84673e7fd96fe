//! What the stories stand on.

pub mod browser;
pub mod calls;
pub mod checks;
pub mod chrome;
pub mod database;
pub mod device;
pub mod form;
pub mod issuer;
pub mod model;
pub mod people;
pub mod post;
pub mod program;
pub mod routes;
pub mod site;
pub mod world;
