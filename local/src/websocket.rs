//! The websockets on which participants hear their chat.
//!
//! `CreateParticipantConnection` returns a pre-signed [`url`]. The [`handshake`] at that URL adds the
//! websocket to the audience of the chat. From then on, a [`session`] serves the connection: it
//! responds to each [`request`] of the client, and sends what is pushed. Below it, a
//! [`muted_stream`] can discard the pongs that the library sends by itself.

pub(crate) mod chat_push;
pub(crate) mod chat_socket;
pub(crate) mod handshake;
pub(crate) mod muted_stream;
pub(crate) mod registration;
pub(crate) mod request;
pub(crate) mod session;
pub(crate) mod url;
