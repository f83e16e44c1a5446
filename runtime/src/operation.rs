//! The operations: a file each, with its input, its output and the types in them.

pub(crate) mod cancel_participant_authentication;
pub(crate) mod complete_attachment_upload;
pub(crate) mod create_participant_connection;
pub(crate) mod describe_view;
pub(crate) mod disconnect_participant;
pub(crate) mod get_attachment;
pub(crate) mod get_authentication_url;
pub(crate) mod get_transcript;
pub(crate) mod send_event;
pub(crate) mod send_message;
pub(crate) mod start_attachment_upload;
