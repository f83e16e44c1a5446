//! The code for lists, enums and numbers does not depend on the prelude, or on names at the call
//! site.

#![no_implicit_prelude]
#![deny(warnings)]

/// Names that an expansion uses.
mod shadows {
    #![allow(non_camel_case_types)]

    pub(crate) struct Option;
    pub(crate) struct Vec;
    pub(crate) struct ConnectionType;
    pub(crate) struct ScanDirection;
    pub(crate) struct i32;
    pub(crate) struct i64;
    pub(crate) struct bool;
    pub(crate) mod core {}
    pub(crate) mod std {}
}

#[allow(unused_imports)]
use shadows::*;

trait Operations: ::connect_participant::Participant {
    #[::connect_participant::participant_operation(
        CreateParticipantConnection,
        type = ["WEBSOCKET", self.kind()],
        connect_participant = true,
    )]
    async fn connect(
        &self,
        participant_token: &::connect_participant::ParticipantToken,
    ) -> ::connect_participant::Result<()>;

    #[::connect_participant::participant_operation(
        GetTranscript,
        max_results = 10,
        scan_direction = "BACKWARD"
    )]
    async fn transcript(
        &self,
        r#next_token: ::core::option::Option<&str>,
        connection_token: &::connect_participant::ConnectionToken,
    ) -> ::connect_participant::Result<()>;

    #[::connect_participant::participant_operation(
        StartAttachmentUpload,
        content_type = "text/plain",
        attachment_size_in_bytes = 1,
        attachment_name = "a"
    )]
    async fn start(
        &self,
        connection_token: &::connect_participant::ConnectionToken,
    ) -> ::connect_participant::Result<()>;

    #[::connect_participant::participant_operation(CompleteAttachmentUpload, attachment_ids = [id])]
    async fn complete(
        &self,
        id: &str,
        connection_token: &::connect_participant::ConnectionToken,
    ) -> ::connect_participant::Result<()>;

    fn kind(&self) -> ::connect_participant::ConnectionType {
        ::connect_participant::ConnectionType::WebrtcConnection
    }
}

impl Operations for ::connect_participant::Client {}
