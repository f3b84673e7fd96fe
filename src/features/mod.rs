//! The rooms, in reading order. A room imports only the platform and rooms before it.

pub mod reading;

pub mod profiles;

pub mod sources;

pub mod matching;
