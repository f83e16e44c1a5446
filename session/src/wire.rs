//! The texts of the service: frames of the websocket, notifications of SNS, and their items.

pub(crate) mod chunks;
pub(crate) mod frame;
pub(crate) mod json;
pub(crate) mod kind;
pub(crate) mod notification;
pub(crate) mod received;
