//! The layers around the calls of a session.

pub(crate) mod observation;
pub(crate) mod renewal;
