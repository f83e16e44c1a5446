//! Typing: the events of this participant, and who else is typing.
//!
//! Nothing here has a clock or sends anything. The task of the session calls it.

pub(crate) mod guards;
pub(crate) mod indicators;
pub(crate) mod outcome;
pub(crate) mod own_typing;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
pub(crate) mod throttle;
