//! The operations of the service, one per file.

mod cancel_participant_authentication;
mod complete_attachment_upload;
mod create_participant_connection;
mod describe_view;
mod disconnect_participant;
mod get_attachment;
mod get_authentication_url;
mod get_transcript;
mod send_event;
mod send_message;
mod start_attachment_upload;

use connect_participant_model::Operation;

use self::cancel_participant_authentication::CancelParticipantAuthentication;
use self::complete_attachment_upload::CompleteAttachmentUpload;
use self::create_participant_connection::CreateParticipantConnection;
use self::describe_view::DescribeView;
use self::disconnect_participant::DisconnectParticipant;
use self::get_attachment::GetAttachment;
use self::get_authentication_url::GetAuthenticationUrl;
use self::get_transcript::GetTranscript;
use self::send_event::SendEvent;
use self::send_message::SendMessage;
use self::start_attachment_upload::StartAttachmentUpload;
use crate::call::Handler;

/// The handlers of all operations.
pub(crate) const HANDLERS: &[Handler] = &[
    Handler::of::<CancelParticipantAuthentication>(),
    Handler::of::<CompleteAttachmentUpload>(),
    Handler::of::<CreateParticipantConnection>(),
    Handler::of::<DescribeView>(),
    Handler::of::<DisconnectParticipant>(),
    Handler::of::<GetAttachment>(),
    Handler::of::<GetAuthenticationUrl>(),
    Handler::of::<GetTranscript>(),
    Handler::of::<SendEvent>(),
    Handler::of::<SendMessage>(),
    Handler::of::<StartAttachmentUpload>(),
];

/// Returns the handler of an operation.
pub(crate) fn handler(operation: &Operation) -> Option<&'static Handler> {
    HANDLERS.iter().find(|handler| handler.operation.name == operation.name)
}

#[cfg(test)]
mod tests {
    use connect_participant_model::OPERATIONS;

    use super::HANDLERS;

    #[test]
    fn every_operation_has_a_handler() {
        let handled: Vec<_> = HANDLERS.iter().map(|handler| *handler.operation).collect();
        assert_eq!(handled, OPERATIONS);
    }
}
