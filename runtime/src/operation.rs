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

pub use self::cancel_participant_authentication::{
    CancelParticipantAuthenticationInput, CancelParticipantAuthenticationOutput,
};
pub use self::complete_attachment_upload::{
    CompleteAttachmentUploadInput, CompleteAttachmentUploadOutput,
};
pub use self::create_participant_connection::{
    Attendee, AudioFeatures, ConnectionCredentials, ConnectionType,
    CreateParticipantConnectionInput, CreateParticipantConnectionOutput, MeetingFeatureStatus,
    MeetingFeaturesConfiguration, WebRtcConnection, WebRtcMediaPlacement, WebRtcMeeting, Websocket,
};
pub use self::describe_view::{DescribeViewInput, DescribeViewOutput, View, ViewContent};
pub use self::disconnect_participant::{DisconnectParticipantInput, DisconnectParticipantOutput};
pub use self::get_attachment::{ContentDisposition, GetAttachmentInput, GetAttachmentOutput};
pub use self::get_authentication_url::{GetAuthenticationUrlInput, GetAuthenticationUrlOutput};
pub use self::get_transcript::item::{
    ArtifactStatus, AttachmentItem, ChatItemType, Item, MessageMetadata, MessageProcessingStatus,
    ParticipantRole, Receipt,
};
pub use self::get_transcript::pages::TranscriptPages;
pub use self::get_transcript::{
    GetTranscriptInput, GetTranscriptOutput, ScanDirection, SortKey, StartPosition,
};
pub use self::send_event::{SendEventInput, SendEventOutput};
pub use self::send_message::{MessageProcessingMetadata, SendMessageInput, SendMessageOutput};
pub use self::start_attachment_upload::{
    StartAttachmentUploadInput, StartAttachmentUploadOutput, UploadMetadata,
};
