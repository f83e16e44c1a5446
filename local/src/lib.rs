//! The Amazon Connect Participant Service itself, on a loopback port: for tests, and for trying things out offline.
//!
//! It speaks the service's own HTTP, so everything between a method of yours and the wire is the same as in production.
//! Open a chat, let participants in, give their connection tokens to the code under test, and look at what the chat has
//! recorded:
//!
//! ```
//! use connect_participant_local::LocalService;
//! use connect_participant::{Client, EventContentType, ParticipantRole, SendEventInput};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let service = LocalService::start().await?;
//! let client = Client::builder().endpoint_url(service.url()).build()?;
//!
//! let chat = service.open_chat();
//! let customer = chat.add_participant(ParticipantRole::Customer);
//! let agent = chat.add_participant(ParticipantRole::Agent);
//!
//! let token = agent.connection_token().clone();
//! let output = client.call(SendEventInput::new(EventContentType::Typing, token)).await?;
//!
//! let events = chat.events();
//! assert_eq!(events.len(), 1);
//! assert_eq!(output.id.as_deref(), Some(events[0].id.as_str()));
//! assert_eq!(events[0].participant_id, agent.id());
//! assert_eq!(events[0].content_type, EventContentType::Typing.as_str());
//!
//! // Whoever still holds a token of a chat that has ended finds out.
//! chat.end();
//! let token = customer.connection_token().clone();
//! let error = client.call(SendEventInput::new(EventContentType::Typing, token)).await.unwrap_err();
//! assert_eq!(error.message(), Some("Access denied"));
//! # Ok(())
//! # }
//! ```
//!
//! It has all eleven operations, so that a whole chat can be held against it: someone connects with a participant token,
//! says something, attaches a file, reads what the others said, and leaves. What was said is looked at by
//! [`Chat::transcript`]. A file's bytes go to a pre-signed URL of the same port, and come from another one.
//!
//! A test in another process, or in another language, sees the same at `GET /_local/events`:
//! `{"chats":[{"contactId":"…","items":[…]}]}`, with the items of all transcripts as
//! [`GetTranscript`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html) writes them. It needs
//! no token, and has none in it; whoever is on this machine can read it.
//!
//! # On a bad day
//!
//! A [`Fault`] waits for a request and goes wrong with it: another answer, none, a late one, or half of one.
//!
//! ```
//! use connect_participant_local::{Fault, LocalService};
//! use connect_participant::{Client, EventContentType, ParticipantRole, SendEventInput};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let service = LocalService::builder().on_request(|request| println!("{request}")).start().await?;
//! let client = Client::builder().endpoint_url(service.url()).max_attempts(2).build()?;
//! let chat = service.open_chat();
//! let agent = chat.add_participant(ParticipantRole::Agent);
//!
//! service.inject(Fault::reset().on("SendEvent"));
//! let token = agent.connection_token().clone();
//! client.call(SendEventInput::new(EventContentType::Typing, token)).await?;
//! assert_eq!(chat.events().len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! What is told of a request is a [`RequestRecord`], in which there is no secret.
//! [`error_type_header(false)`](LocalServiceBuilder::error_type_header) leaves the errors of the service as they have been seen
//! in the field: `{"message":"…"}`, and no name.
//!
//! # Time
//!
//! Nobody waits for a day to see a token expire: a [`ManualClock`] goes on when it is told to.
//!
//! ```
//! use connect_participant_local::{LocalService, ManualClock};
//! use std::time::Duration;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let clock = ManualClock::default();
//! let service = LocalService::builder()
//!     .clock(clock.clone())
//!     .connection_token_lifetime(Duration::from_secs(60))
//!     .start()
//!     .await?;
//! clock.advance(Duration::from_secs(60)); // whatever connection token there was is refused now
//! # drop(service);
//! # Ok(())
//! # }
//! ```
//!
//! # Quotas
//!
//! As many calls are taken as come, unless there are [`Quotas`]:
//!
//! ```
//! use connect_participant_local::{LocalService, Quotas};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let quotas = Quotas::documented().limit("SendEvent", 1, 1); // per second, and at once
//! let service = LocalService::builder().quotas(quotas).start().await?;
//! # drop(service);
//! # Ok(())
//! # }
//! ```
//!
//! # What it has from the service
//!
//! The operations, their paths, members and limits are those of the service's model. From AWS's documentation are the
//! two tokens and what each is good for, a connection token's day, the quotas, that a repeated client token is a
//! repeated call, which events are items of a transcript, and when receipts are refused. From answers seen in the field
//! are the shape of an error, `Access denied` for a chat that has ended and a token that has expired, and the words of
//! the 409 for receipts. From the protocol,
//! [restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html), are `x-amzn-errortype` and the 415 for
//! a body that does not say that it is JSON.
//!
//! # Where the real service may differ
//!
//! It was not called to write this one. Where neither its documentation nor the field tells, the local service decides:
//!
//! - Whatever else is wrong with a token is `Access denied` too: an unknown one, one of the other kind, two, or none.
//! - It takes a content on an event that has none by its content type, such as typing, and records it.
//! - It checks the token, then the quota, then the input, then the state of the chat, and tells the first problem. The
//!   words of a validation message are its own. The limits of a member are those of the service's model; that text has
//!   at most 1,024 characters, and JSON is JSON, is not checked.
//! - A member that is `null` is one that is absent, and members that an operation does not have are ignored. Every
//!   operation that has a body wants a JSON object, also where all its members may be left out.
//! - A client token is remembered as long as the service runs, for one operation and the participant who called it, and
//!   alone decides that a call is a repeated one: the rest of the input may differ.
//! - Whoever was added to a chat is an active participant of it, but for a supervisor, who monitors until they
//!   [barge in](ChatParticipant::barge_in). Who was invited, or monitors, may call every operation, too, and is only not
//!   counted where receipts are refused.
//! - A connection token is there from the beginning. A new one leaves the older ones valid, each for its day.
//! - A quota is the service's and not an instance's, which there is none of here. The words for a call too many are
//!   those that AWS's services have for it.
//! - Times are those of the clock, to the millisecond.
//! - What has no exception in the service's model has a name all the same: `UnknownOperationException` (404, 405),
//!   `RequestTimeoutException` (408), `RequestTooLargeException` (413: a body over 1 MiB, or an attachment over 20 MiB),
//!   `UnsupportedMediaTypeException` (415: a body without the `Content-Type` `application/json`). After 408 and 413 the
//!   connection is closed.
//! - Of a JSON member that comes more than once, the last one counts. JSON that is nested deeper than 128 is not read.
//! - It knows nothing of CORS, so a page in a browser cannot call it.
//! - A client that takes nothing of an answer for 30 seconds is given up.
//! - What is no HTTP is answered as gateways do, with 400, 414 or 431 and nothing else: no request id, and no record of it.
//!
//! Of single operations:
//!
//! - [`CreateParticipantConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html):
//!   `Type` may be left out only where `ConnectParticipant` is true: AWS calls it optional, and a call that asks for nothing
//!   is a mistake. `WEBSOCKET` and `WEBRTC_CONNECTION` are refused with 400, for there is nothing to listen to yet.
//! - [`DisconnectParticipant`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html):
//!   all tokens of the participant are void from then on, so a repeated call is refused with 403, whatever its client token.
//!   A chat does not end because nobody is left.
//! - [`SendEvent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html): a receipt for a
//!   message that the chat does not have is taken and recorded. For one that it has, the first time counts. A participant may
//!   have read a message of their own.
//! - [`GetTranscript`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html): typing and
//!   receipts are no items; a receipt is in the `MessageMetadata` of its message, which no other message has. Pages go
//!   `BACKWARD`, or `FORWARD` where there is a `StartPosition`, as AWS says, and what stands at the position is a part of the
//!   first page either way. `MostRecent` is the item that is so many from the end. A `NextToken` knows the position and the
//!   direction, and goes before what else the call says of them; `MaxResults` and `SortOrder` are the call's own. With a
//!   `MaxResults` of 0 the page is empty, and the last. Another contact's `ContactId` is refused with 403, and whatever is
//!   no place in the transcript with 400. Nobody has a `DisplayName`.
//! - [`StartAttachmentUpload`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartAttachmentUpload.html):
//!   an attachment over 20 MiB, or a content type that is no value of a header, is refused with 400; any other content type
//!   and any number of attachments is taken. The URL is valid for 5 minutes.
//! - A pre-signed URL answers in the service's shapes, not in a storage's XML: 403 where it is unknown or no longer
//!   valid, or a header is not the one that was signed; 400 where the size is not the announced one, or there is an
//!   `X-Amz-Bearer`. It goes on when the chat has ended. Bytes may be put once more until the attachment is complete.
//! - [`CompleteAttachmentUpload`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CompleteAttachmentUpload.html):
//!   an attachment that is another participant's, not uploaded yet, or complete already, is refused with 409. Nobody looks
//!   into it: its status is `APPROVED` at once.
//! - [`GetAttachment`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html): an unknown
//!   attachment is refused with 400, since the operation has no `ResourceNotFoundException`; so is one that is not complete.
//!   The URL is for saving the file, and valid for 300 seconds, unless the call says otherwise.
//! - [`DescribeView`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html): a view is there
//!   by [`Chat::add_view`]. The exception for any other has neither a `ResourceType`, which has no value for a view, nor a
//!   `ResourceId`.
//! - [`GetAuthenticationUrl`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAuthenticationUrl.html)
//!   and [`CancelParticipantAuthentication`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html):
//!   any session id of 36 characters is one. Who is not a customer is refused with 403. Nothing answers at the URL; what is
//!   cancelled is recorded as the event `…authentication.cancelled`, each time.

mod builder;
mod call;
mod chat;
mod clock;
mod contact;
mod fault;
mod ids;
mod links;
mod local_service;
mod lock;
mod operations;
mod percent;
mod presigned;
mod quotas;
mod request_record;
mod response;
mod server;
mod service;
mod settings;

pub use self::builder::LocalServiceBuilder;
pub use self::chat::Chat;
pub use self::chat::chat_participant::ChatParticipant;
pub use self::clock::manual_clock::ManualClock;
pub use self::contact::recorded_event::RecordedEvent;
pub use self::fault::Fault;
pub use self::local_service::LocalService;
pub use self::quotas::Quotas;
pub use self::request_record::RequestRecord;
