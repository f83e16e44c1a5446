//! An expansion does not depend on the prelude, or on names at the call site.

#![no_implicit_prelude]
#![deny(warnings, missing_docs)]

/// Names that an expansion uses.
mod shadows {
    pub(crate) struct Result;
    pub(crate) struct Option;
    pub(crate) struct Box;
    pub(crate) struct String;
    pub(crate) trait Send {}
    pub(crate) trait Future {}
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod connect_participant {}
}

#[allow(unused_imports)]
use shadows::*;

/// Events.
pub trait ChatEvents: ::connect_participant::Participant {
    /// Sends a typing event.
    #[::connect_participant::participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing",
        client_token = self.session(),
    )]
    async fn typing(
        &self,
        connection_token: &::connect_participant::ConnectionToken,
    ) -> ::connect_participant::Result<::connect_participant::SendEventOutput>;

    /// Sends a read receipt.
    #[::connect_participant::participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    fn read<'a>(
        &'a self,
        connection_token: &'a ::connect_participant::ConnectionToken,
        message_id: &'a str,
    ) -> ::std::pin::Pin<
        ::std::boxed::Box<
            dyn ::std::future::Future<Output = ::connect_participant::Result<()>>
                + ::std::marker::Send
                + 'a,
        >,
    >;

    /// Returns the session.
    fn session(&self) -> &str;
}

impl ChatEvents for ::connect_participant::Client {
    fn session(&self) -> &str {
        "session"
    }
}
