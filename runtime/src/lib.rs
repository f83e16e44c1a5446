#![cfg_attr(docsrs, feature(doc_cfg))]
//! Write a trait; the compiler checks it against the [Amazon Connect Participant Service][service]; calling it sends the
//! request.
//!
//! ```
//! use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};
//!
//! /// What our desktop tells the other side of the chat.
//! pub trait ChatEvents: Participant {
//!     /// Shows "is typing" to the other participants.
//!     #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
//!     async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
//!
//!     /// Marks one message as read.
//!     #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read")]
//!     async fn read(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<SendEventOutput>;
//! }
//!
//! impl ChatEvents for Client {}
//!
//! # async fn example(connection_token: String) -> Result<()> {
//! let client = Client::builder().region("eu-central-1").build()?;
//! let connection_token = ConnectionToken::new(connection_token)?; // what `CreateParticipantConnection` returned
//! client.typing(&connection_token).await?;
//! # Ok(())
//! # }
//! ```
//!
//! - [`participant_operation`] is the attribute: what it takes, and what it checks, for each of the service's operations.
//! - [`Client`] makes the calls. It tries again what may pass, all its timeouts are finite, it follows no redirect, and
//!   it wants no AWS credentials, which the service does not take.
//! - [`Client::transcript_pages`] and [`Client::upload_attachment`] make the calls that belong together.
//! - [`Participant`] is the supertrait, for a type of your own.
//! - [`Error`] is what goes wrong, with an [`ErrorKind`] to act on.
//! - [`Transport`] is what sends requests, for a fake in a test, and [`Clock`] what waits.
//!
//! Calls run on [Tokio](https://docs.rs/tokio).
//!
//! # Features
//!
//! | | by default | |
//! |---|---|---|
//! | `hyper` | yes | sends requests with [hyper](https://docs.rs/hyper-util) |
//! | `reqwest` | | sends requests with [reqwest](https://docs.rs/reqwest) where there is no `hyper`, or where `ClientBuilder::configure_reqwest` is called |
//! | `ring` | yes | TLS by rustls and [ring](https://docs.rs/ring) |
//! | `aws-lc-rs` | | TLS by rustls and [AWS-LC](https://docs.rs/aws-lc-rs) |
//! | `native-tls` | | TLS by the operating system's library, which is OpenSSL on Linux |
//! | `proxy` | yes | an encrypted connection goes through the proxy that `HTTPS_PROXY` or `ALL_PROXY` names, http or https, unless `NO_PROXY` has the host; a URL that is none counts as no proxy; reqwest asks for them without this |
//! | `http2` | | HTTP/2 where the other side speaks it, but not by hyper with `native-tls`; calls share a connection then, which no timeout closes |
//! | `tower` | | `ClientBuilder::tower_service`: sends requests through a service of [tower](https://docs.rs/tower)'s |
//! | `tracing` | | each call tells [tracing](https://docs.rs/tracing) about itself |
//!
//! Where more than one TLS is on, `native-tls` comes before `aws-lc-rs`, and that before `ring`; a provider that the process
//! has installed comes before both of the latter. All of them trust what the operating system trusts. What each
//! feature costs is measured in the repository's `docs/weight.md`.
//!
//! # What is traced
//!
//! With the feature `tracing`, a call is a span with the name `call` at the level `INFO`, and each of its attempts an event
//! in it: `DEBUG` for one that succeeds, `WARN` for one that does not. The target of both is `connect_participant`.
//!
//! | field | of the span | of an event | |
//! |---|---|---|---|
//! | `operation` | yes | | `SendEvent`, or `PutAttachment` for the step of an upload that is none |
//! | `content_type` | yes | | of the event or the message |
//! | `attempts` | at its end | | how many there were |
//! | `attempt` | | yes | its number, from 1 |
//! | `status` | at its end | yes | the HTTP status, where there was an answer |
//! | `request_id` | at its end | yes | by which AWS's support finds the request |
//! | `error` | at its end | yes | the [`ErrorKind`], where it is an error |
//! | `elapsed_ms` | | yes | how long the attempt took, in milliseconds |
//! | `retry_in_ms` | | yes | the pause before the next attempt, if there is one |
//!
//! No token, no content and no words of the service's are in them.
//!
//! [service]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/Welcome.html

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod answer;
mod attachment;
mod attempts;
mod builder;
mod call;
mod client;
mod clock;
mod config;
mod content_type;
mod conversion;
mod endpoint;
mod env;
mod error;
mod header;
mod operation;
mod participant;
mod percent;
mod random;
mod retry;
mod secrets;
mod string_enum;
mod timestamp;
mod token;
mod trace;
mod transport;

pub use bytes::Bytes;
pub use http;
pub use http_body;
#[cfg(feature = "reqwest")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use reqwest;

/// Writes the body of a trait's method: a call of one of the service's operations, checked at compile time.
///
/// `#[participant_operation(Operation, member = value, …, crate = ::path)]`
///
/// ```
/// use connect_participant::{ConnectionToken, Participant, Result, SendEventOutput, participant_operation};
///
/// trait ChatEvents: Participant {
///     #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read")]
///     async fn read(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<SendEventOutput>;
/// }
/// ```
///
/// The trait stays what it is, but for the body that the method gets. Who implements the trait has the method, and may
/// write another one, as a fake in a test does. The trait's supertrait is [`Participant`].
///
/// # The operation
///
/// | operation | its input says more of | required members | members that may be left out |
/// |---|---|---|---|
/// | `CancelParticipantAuthentication` | [`CancelParticipantAuthenticationInput`] | `session_id`, `connection_token` |  |
/// | `CompleteAttachmentUpload` | [`CompleteAttachmentUploadInput`] | `attachment_ids`, `connection_token` | `client_token` |
/// | `CreateParticipantConnection` | [`CreateParticipantConnectionInput`] | `participant_token` | `type`, `connect_participant` |
/// | `DescribeView` | [`DescribeViewInput`] | `view_token`, `connection_token` |  |
/// | `DisconnectParticipant` | [`DisconnectParticipantInput`] | `connection_token` | `client_token` |
/// | `GetAttachment` | [`GetAttachmentInput`] | `attachment_id`, `connection_token` | `url_expiry_in_seconds`, `url_content_disposition` |
/// | `GetAuthenticationUrl` | [`GetAuthenticationUrlInput`] | `session_id`, `redirect_uri`, `connection_token` |  |
/// | `GetTranscript` | [`GetTranscriptInput`] | `connection_token` | `contact_id`, `max_results`, `next_token`, `scan_direction`, `sort_order`, `start_position` |
/// | `SendEvent` | [`SendEventInput`] | `content_type`, `connection_token` | `content`, `message_id`, `client_token` |
/// | `SendMessage` | [`SendMessageInput`] | `content_type`, `content`, `connection_token` | `client_token` |
/// | `StartAttachmentUpload` | [`StartAttachmentUploadInput`] | `content_type`, `attachment_size_in_bytes`, `attachment_name`, `connection_token` | `client_token` |
///
/// It may be left out, together with everything else, where the method itself is named after it:
///
/// ```
/// # use connect_participant::{ConnectionToken, EventContentType, Participant, Result, participant_operation};
/// trait Events: Participant {
///     #[participant_operation]
///     async fn send_event(
///         &self,
///         content_type: EventContentType,
///         message_id: Option<&str>,
///         connection_token: &ConnectionToken,
///     ) -> Result<()>;
/// }
/// ```
///
/// # Members
///
/// The members of an operation have the service's names in snake case. Each is bound once, or left out if the operation
/// does not require it:
///
/// - in the attribute to a literal, which is checked at compile time: `max_results = 100`;
/// - in the attribute to any other expression, which has `self` and the parameters: `connection_token = self.token()`;
/// - by a parameter of the same name, or of another one: `#[member(connection_token)] token: &ConnectionToken`.
///
/// | member | as a literal | otherwise |
/// |---|---|---|
/// | `connection_token` | never: a secret does not belong in source code | [`ConnectionToken`] or a reference to one |
/// | `participant_token` | never | [`ParticipantToken`] or a reference to one |
/// | `content_type` of `SendEvent` | `"application/vnd.amazonaws.connect.event.typing"` and the like | [`EventContentType`] |
/// | `content_type` of `SendMessage` | `"text/plain"` and the like | [`MessageContentType`] |
/// | `message_id` | a text | any `AsRef<str>`: the message that a receipt is about, and only a receipt. Where the content type is known only at run time, also an `Option` |
/// | `scan_direction`, `sort_order`, `url_content_disposition` | `"FORWARD"` and the like | [`ScanDirection`], [`SortKey`], [`ContentDisposition`] |
/// | `type` | `["WEBSOCKET", "CONNECTION_CREDENTIALS"]` | a slice or a `Vec` of [`ConnectionType`]; as a parameter, `r#type` |
/// | `attachment_ids` | `["…"]`, whose items may be expressions | a slice or a `Vec` of texts |
/// | `max_results`, `url_expiry_in_seconds` | `100` | `i32` |
/// | `attachment_size_in_bytes` | `1_024` | `i64` |
/// | `connect_participant` | `true` | `bool` |
/// | `start_position` | | [`StartPosition`] |
/// | `client_token` | never: each call would be a repetition of the first | any `AsRef<str>`: what the service knows a repeated call by; without one, each call has its own |
/// | any other | a text, whose length is checked | any `AsRef<str>` |
///
/// What may be left out may also be an `Option`.
///
/// A parameter that is neither a member nor used by an expression is an error.
///
/// # The method
///
/// It takes `&self`, and its parameters are plain names. It returns `Result<SendEventOutput, E>`, or whatever the
/// output of its operation is called, or `Result<(), E>`, where `E` is any error type that is `From<Error>`, from an
/// `async fn`, from `fn … -> impl Future<Output = …>`, or from `fn … -> Pin<Box<dyn Future<Output = …> + Send + '_>>`.
/// `#[async_trait]` and `#[trait_variant::make(Send)]` above the trait work. The future of an `async fn` is `Send`.
///
/// The request is made when the method is called, before there is a future: an expression in the attribute can neither
/// `.await` nor leave with `?` or `return`, and the future holds neither `self` nor a parameter but for the client.
///
/// `#[trait_variant::make(Name: Send)]`, which writes a second trait, wants `Participant + Sync` for a supertrait, and
/// parameters that are named like their members. To mock a trait with mockall, use `mockall::mock!`: `#[automock]` copies
/// the attribute to where there is no method. A line with the operation and the content type is added to the method's docs.
///
/// # What is an error
///
/// Whatever the service would not take, if the compiler can know it. Every mistake is told at once, at the place where it
/// is:
///
/// ```compile_fail
/// # use connect_participant::{ConnectionToken, Participant, Result, participant_operation};
/// trait ChatEvents: Participant {
///     #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typin")]
///     async fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
/// }
/// ```
///
/// ```text
/// error: `SendEvent` has no content type `application/vnd.amazonaws.connect.event.typin`
///        help: did you mean "application/vnd.amazonaws.connect.event.typing"?
///  --> src/lib.rs:4:55
///   |
/// 4 |     #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typin")]
///   |                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
/// ```
///
/// # Another path to this crate
///
/// `crate = ::path` names this crate where it is renamed or re-exported: `crate = ::my_sdk::chat`.
pub use connect_participant_macros::participant_operation;

pub use crate::attachment::{AttachmentBody, Progress, UploadBody};
pub use crate::builder::ClientBuilder;
pub use crate::client::Client;
pub use crate::clock::{Clock, SleepFuture};
pub use crate::content_type::{EventContentType, MessageContentType};
pub use crate::error::{Error, ErrorKind, ResourceType, Result};
pub use crate::operation::{
    ArtifactStatus, AttachmentItem, Attendee, AudioFeatures, CancelParticipantAuthenticationInput,
    CancelParticipantAuthenticationOutput, ChatItemType, CompleteAttachmentUploadInput,
    CompleteAttachmentUploadOutput, ConnectionCredentials, ConnectionType, ContentDisposition,
    CreateParticipantConnectionInput, CreateParticipantConnectionOutput, DescribeViewInput,
    DescribeViewOutput, DisconnectParticipantInput, DisconnectParticipantOutput,
    GetAttachmentInput, GetAttachmentOutput, GetAuthenticationUrlInput, GetAuthenticationUrlOutput,
    GetTranscriptInput, GetTranscriptOutput, Item, MeetingFeatureStatus,
    MeetingFeaturesConfiguration, MessageMetadata, MessageProcessingMetadata,
    MessageProcessingStatus, ParticipantRole, Receipt, ScanDirection, SendEventInput,
    SendEventOutput, SendMessageInput, SendMessageOutput, SortKey, StartAttachmentUploadInput,
    StartAttachmentUploadOutput, StartPosition, TranscriptPages, UploadMetadata, View, ViewContent,
    WebRtcConnection, WebRtcMediaPlacement, WebRtcMeeting, Websocket,
};
pub use crate::participant::Participant;
pub use crate::string_enum::UnknownValue;
pub use crate::timestamp::Timestamp;
pub use crate::token::{ConnectionToken, ParticipantToken};
pub use crate::transport::{Transport, TransportError, TransportFuture};
