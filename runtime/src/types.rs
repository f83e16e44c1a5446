//! Types of members that have a form of their own: tokens, timestamps, content types.

pub(crate) mod content_type;
pub(crate) mod timestamp;
pub(crate) mod token;
