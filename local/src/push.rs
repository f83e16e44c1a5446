//! Pushes: what the service sends on the websockets of a chat, whenever something is recorded.

pub(crate) mod audience;
pub(crate) mod frame;
pub(crate) mod outbox;
pub(crate) mod socket_fault;
pub(crate) mod socket_faults;
