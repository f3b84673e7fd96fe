//! Every column that is sealed (see [`platform::secrets`](crate::platform::secrets)), for
//! `proletto secrets rotate`.

use crate::platform::secrets::Column;

/// The columns.
pub const SEALED: &[Column] = &[];
