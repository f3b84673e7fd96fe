//! The rooms, in reading order. A room imports only the platform and rooms before it.

pub mod about;

pub mod accounts;

pub mod reading;

pub mod profiles;

pub mod opportunities;

pub mod sources;

pub mod matching;

pub mod cases;

pub mod quality;

pub mod desk;
pub mod privacy;
