//! What tests do most: speaking as a participant, reading what was said, and waiting for it.

pub(crate) mod said;
pub(crate) mod search;
pub(crate) mod speech;
pub(crate) mod subscription_wait;
pub(crate) mod wait;
