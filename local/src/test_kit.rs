//! What tests do most: speaking as a participant, reading what was said, and waiting for it.

pub(crate) mod said;
pub(crate) mod speech;
pub(crate) mod wait;
