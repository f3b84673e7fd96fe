//! The stories: one file a room.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

mod accounts;
mod adapters;
mod api;
mod architecture;
mod audit;
mod cases;
mod collecting;
mod commands;
mod corrections;
mod demo;
mod desk;
mod doors;
mod duplicates;
mod edge;
mod http;
mod index;
mod journeys;
mod limits;
mod mail;
mod manners;
mod matching;
mod opportunities;
mod postgres;
mod privacy;
mod processes;
mod quality;
mod replay;
mod review;
mod secrets;
mod sources;
mod tokens;
mod twins;
