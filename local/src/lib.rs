//! A local double of the Amazon Connect Participant Service, on a loopback port. Use it in tests,
//! and to try things out offline.
//!
//! It needs no AWS account. It speaks the HTTP protocol of the service, so everything between your
//! code and the network is the same as in production. Open a chat, add participants, pass their
//! tokens to the code under test, and read what the chat has recorded:
//!
//! ```
//! use connect_participant::{Client, EventContentType, ParticipantRole, SendEventInput};
//! use connect_participant_local::LocalService;
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
//! // After the end of a chat, its tokens are rejected.
//! chat.end();
//! let token = customer.connection_token().clone();
//! let input = SendEventInput::new(EventContentType::Typing, token);
//! let error = client.call(input).await.unwrap_err();
//! assert_eq!(error.message(), Some("Access denied"));
//! # Ok(())
//! # }
//! ```
//!
//! The [guide] has whole examples, and tables of everything that a test can do.
//! [Other languages](other_languages) use the same service as a program, with a page for people.
//!
//! All eleven operations work, so a complete chat can be tested: a participant connects with a
//! participant token, sends messages, attaches a file, reads the transcript and disconnects. The
//! bytes of a file are uploaded to one pre-signed URL on the same port, and downloaded from
//! another. [`Chat::transcript`] returns everything that was recorded.
//!
//! # Websockets
//!
//! `CreateParticipantConnection` with the type `WEBSOCKET` returns the pre-signed URL of a
//! websocket on the same port. It is valid for 100 seconds. A client that has opened it and
//! subscribed to `aws/chat` gets everything that is recorded from then on: messages, attachments,
//! typing, receipts, and who joins and leaves. Each participant can have five websockets.
//!
//! [`ChatParticipant::sockets`] returns the open ones, which a test can reset, close or silence.
//! [`SocketFault`] delays, repeats or loses what is pushed, and ignores heartbeats.
//! [`WebsocketSettings`] has the figures that AWS does not document.
//!
//! For clients in other languages, the same service is a program, `connect-participant-local`. Tests
//! control it [over HTTP](LocalServiceBuilder::control).
//!
//! # Start and stop
//!
//! By default, a service runs on the Tokio runtime of the test, where paused time works. A test that
//! blocks, or a service that several tests share, needs a [thread of its
//! own](LocalServiceBuilder::own_thread). When a service is dropped, its port is free at once, and
//! clients get "Connection refused".
//!
//! # Speaking and waiting
//!
//! [`ChatParticipant::say`] and its siblings record what a participant would send. [`Chat::said`]
//! returns the messages as text, and [`Chat::wait_for`] waits for one, with a deadline:
//!
//! ```
//! use connect_participant::ParticipantRole;
//! use connect_participant_local::LocalService;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let service = LocalService::start().await?;
//! let chat = service.open_chat();
//! let customer = chat.add_participant(ParticipantRole::Customer);
//! customer.say("Hello?")?;
//! chat.wait_for("Hello?").by(ParticipantRole::Customer).await?;
//! assert_eq!(chat.said(), ["CUSTOMER: Hello?"]);
//! # Ok(())
//! # }
//! ```
//!
//! # Event log
//!
//! A test in another process can read what was recorded at `GET /_local/events`. The response is
//! `{"chats":[{"contactId":"…","items":[…]}]}`. The items have the same format as in the output of
//! [`GetTranscript`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html),
//! and include typing and receipts. The event log requires no token, and contains none. Every
//! process on this machine can read it.
//!
//! A page of another site in a browser cannot: the header `Host` must be a loopback name or address
//! (`localhost`, `127.0.0.1`, `[::1]`) or that of the [public
//! URL](LocalServiceBuilder::public_url), and so must the site in `Origin`, if there is one. Any
//! other request is rejected with 403. The paths of operations do not need this check, because
//! calls are authorised by tokens.
//!
//! # Faults
//!
//! A [`Fault`] makes requests fail: with another response, no response, a late one, or an
//! incomplete one.
//!
//! ```
//! use connect_participant::{Client, EventContentType, ParticipantRole, SendEventInput};
//! use connect_participant_local::{Fault, LocalService};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let builder = LocalService::builder().on_request(|request| println!("{request}"));
//! let service = builder.start().await?;
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
//! [`on_request`](LocalServiceBuilder::on_request) reports each request as a [`RequestRecord`],
//! which contains no secrets, and has the [reason](RefusalReason) of a refusal. [`error_type_header(false)`](LocalServiceBuilder::error_type_header)
//! leaves out the header that names the exception of an error. Such responses have been seen from
//! the real service.
//!
//! # Time
//!
//! With a [`ManualClock`], a test does not have to wait until a token expires.
//!
//! ```
//! use connect_participant_local::{LocalService, ManualClock};
//! use std::time::Duration;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let clock = ManualClock::default();
//! let service = LocalService::builder()
//!     .clock(clock.clone())
//!     .connection_token_lifetime(Duration::from_secs(60))
//!     .start()
//!     .await?;
//! clock.advance(Duration::from_secs(60)); // all connection tokens have expired now
//! # drop(service);
//! # Ok(())
//! # }
//! ```
//!
//! # Quotas
//!
//! By default, calls are not limited. [`Quotas`] sets limits:
//!
//! ```
//! use connect_participant_local::{LocalService, Quotas};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! // One call per second, with a burst of one.
//! let quotas = Quotas::documented().limit("SendEvent", 1, 1);
//! let service = LocalService::builder().quotas(quotas).start().await?;
//! # drop(service);
//! # Ok(())
//! # }
//! ```
//!
//! # Sources
//!
//! - The service model: the operations with their paths, members and limits.
//! - The AWS documentation: the two kinds of tokens and the calls that they authorise, the lifetime
//!   of a connection token, the quotas, the effect of a repeated client token, the items of a
//!   transcript, and the conditions under which receipts are rejected.
//! - Published responses of the real service: the format of errors, `Access denied` for an ended
//!   chat and for an expired token, and the message of the 409 for receipts.
//! - The protocol, [restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html):
//!   the header `x-amzn-errortype`, and the 415 for a body that is not declared as JSON.
//!
//! # Differences from the real service
//!
//! The local service is based on the documentation of AWS and on published responses of the real
//! service. It was not compared with the real service itself. This section lists its behaviour in
//! the cases that neither source covers.
//!
//! Tokens and participants:
//!
//! - An unknown token, a token of the other kind, two tokens, and no token are also rejected with
//!   403 `Access denied`.
//! - A new participant is active at once, except for a supervisor, who monitors until they [barge
//!   in](ChatParticipant::barge_in). An invited participant and a monitoring supervisor may make
//!   all calls. They do not count as active, so they do not cause receipts to be rejected.
//! - A participant has a connection token from the start. A new one does not invalidate the earlier
//!   ones.
//!
//! Checks:
//!
//! - The token is checked first, then the quota, then the input, and then the state of the chat.
//!   The response has the first problem.
//! - The local service has its own messages for validation errors, except for `FORWARD` without a
//!   `StartPosition`, where the message of the service is known. It checks the limits of the
//!   service model. It does not check that JSON content is JSON.
//! - Content is accepted and recorded even if the content type of the event has none, such as
//!   typing.
//! - A member with the value `null` counts as absent. Unknown members are ignored.
//! - An operation that has a body requires a JSON object, even if all its members are optional.
//! - If a JSON object has a member twice, the last one counts. JSON that is nested more than 128
//!   levels deep is rejected.
//! - Quotas apply to the service as a whole, because there are no instances. The message of the
//!   error is the usual one of AWS services.
//!
//! Client tokens:
//!
//! - A client token is remembered as long as the service runs, for one participant and one
//!   operation.
//! - It alone decides whether a call is a repetition: the rest of the input may differ.
//!
//! HTTP:
//!
//! - Errors that the service model does not have are named too: `UnknownOperationException` (404
//!   and 405), `RequestTimeoutException` (408), `RequestTooLargeException` (413: a body over 1 MiB,
//!   or an attachment over 20 MiB) and `UnsupportedMediaTypeException` (415: a body without the
//!   `Content-Type` `application/json`). The connection is closed after 408 and 413.
//! - Malformed HTTP is rejected with a bare 400, 414 or 431, as from a gateway. It has no request
//!   id and is not recorded.
//! - A connection is closed if its client reads nothing of a response for 30 seconds.
//! - A client that closes its side of the connection after the request gets its response, unless a
//!   fault delays the response by more than 2 seconds from then on.
//! - CORS is off by default: see [`LocalServiceBuilder::cors`].
//! - Times have a precision of one millisecond.
//!
//! Websockets:
//!
//! - The path of the URL is `/_local/websocket`. The URL can be opened any number of times while it
//!   is valid, and until the participant leaves or the chat ends. The handshake is refused with 403
//!   otherwise, and also if the participant has five websockets open.
//! - The handshake has the same check of `Host` and `Origin` as the [event log](#event-log).
//!   Subprotocols and extensions are ignored.
//! - An invited customer joins when they open their first websocket, before they subscribe.
//!   Other participants join by `ConnectParticipant`.
//! - Display names are `Agent`, `Customer`, `Supervisor`, `BOT` and `SYSTEM_MESSAGE`.
//! - A read receipt has both times. If there was no receipt of delivery before, both are the same.
//! - The event `…chat.ended` follows `…participant.left` at once, and both are pushed to the leaver
//!   too. The service closes no websocket at the end of a chat.
//! - A message without a known topic, one that is not JSON, and a binary one get the frame
//!   `Forbidden`. The websocket stays open. A message over 256 KiB closes it with code 1009, text
//!   that is not UTF-8 with 1007, and an invalid frame with 1002.
//! - A subscription without `aws/chat` has the status `failure`.
//! - A websocket is reset if its client does not read, and more than 4 MiB or 8,192 frames wait for
//!   it, or if it reads nothing for 30 seconds. There are no other timeouts.
//!
//! Single operations:
//!
//! - [`CreateParticipantConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html):
//!   `Type` is only optional if `ConnectParticipant` is true, because a call with neither would do
//!   nothing. AWS documents it as optional. `WEBRTC_CONNECTION` is rejected with 400, because it is
//!   not supported. Earlier URLs of websockets stay valid, and every role gets one.
//! - [`DisconnectParticipant`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html):
//!   invalidates all tokens of the participant. A repeated call is therefore rejected with 403,
//!   also with the same client token. When the customer leaves, the chat ends at once. It goes on
//!   without the others.
//! - [`SendEvent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html):
//!   a receipt for a message that the chat does not have is accepted and recorded. For a message of
//!   the chat, only the first receipt counts. A participant may send a receipt for their own
//!   message.
//! - [`GetTranscript`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html):
//!   - Typing and receipts are not items. A receipt is part of the `MessageMetadata` of its
//!     message, and messages without receipts have no `MessageMetadata`. There is no `DisplayName`.
//!   - The default direction is `BACKWARD`, and `FORWARD` with a `StartPosition`, as AWS documents.
//!     `FORWARD` with neither a `StartPosition` nor a `NextToken` is rejected with 400. A
//!     `StartPosition` without a member counts as absent. The item at the start position is part of
//!     the first page in both directions. `MostRecent` counts items from the end.
//!   - A `NextToken` includes the position and the direction, and overrides those of the call.
//!     `MaxResults` and `SortOrder` are taken from the call. With a `MaxResults` of 0, the page is
//!     empty, and the last one.
//!   - The `ContactId` of another contact is rejected with 403. An invalid `StartPosition` or
//!     `NextToken` is rejected with 400.
//! - [`StartAttachmentUpload`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartAttachmentUpload.html):
//!   an attachment over 20 MiB is rejected with 400, and so is a content type that is not a valid
//!   header value. Any other content type, and any number of attachments, is accepted. The URL is
//!   valid for 5 minutes.
//! - Pre-signed URLs:
//!   - Errors have the format of the service, not the XML of Amazon S3.
//!   - An unknown or expired URL is rejected with 403, and so is a header that differs from the
//!     signed one. A wrong size, or the header `X-Amz-Bearer`, is rejected with 400.
//!   - A URL stays valid when the chat ends. An upload can be repeated until the attachment is
//!     complete.
//! - [`CompleteAttachmentUpload`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CompleteAttachmentUpload.html):
//!   an attachment that belongs to another participant, is not uploaded yet, or is already complete
//!   is rejected with 409. Attachments are not scanned: the status is `APPROVED` at once.
//! - [`GetAttachment`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html):
//!   an unknown or incomplete attachment is rejected with 400, because the operation has no
//!   `ResourceNotFoundException`. By default, the URL is valid for 300 seconds, and browsers save
//!   the file.
//! - [`DescribeView`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html):
//!   [`Chat::add_view`] adds views. The 404 for an unknown view has no `ResourceType` and no
//!   `ResourceId`.
//! - [`GetAuthenticationUrl`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAuthenticationUrl.html)
//!   and
//!   [`CancelParticipantAuthentication`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html):
//!   any session id of 36 characters is accepted. Roles other than `CUSTOMER` are rejected with
//!   403. The URL does not exist. Each cancellation is recorded as the event
//!   `…authentication.cancelled`.

mod builder;
mod call;
mod chat;
mod clock;
mod contact;
mod control;
mod directory;
mod fault;
mod ids;
mod links;
mod local_service;
mod local_transport;
mod lock;
mod operations;
mod own_thread;
mod percent;
mod presigned;
mod push;
mod quotas;
mod refusal_reason;
mod request_log;
mod request_record;
mod response;
mod server;
mod service;
mod settings;
mod sites;
mod socket_log;
mod test_kit;
mod websocket;
mod websocket_settings;

pub use self::builder::LocalServiceBuilder;
pub use self::chat::Chat;
pub use self::chat::chat_participant::ChatParticipant;
pub use self::clock::manual_clock::ManualClock;
pub use self::contact::recorded_event::RecordedEvent;
pub use self::fault::Fault;
pub use self::fault::parse::ParseFaultError;
pub use self::local_service::LocalService;
pub use self::local_transport::LocalTransport;
pub use self::push::socket_fault::SocketFault;
pub use self::quotas::Quotas;
pub use self::refusal_reason::RefusalReason;
pub use self::request_record::RequestRecord;
pub use self::test_kit::subscription_wait::SubscriptionWait;
pub use self::test_kit::wait::{Wait, WaitError};
pub use self::websocket::chat_push::Push;
pub use self::websocket::chat_socket::ChatSocket;
pub use self::websocket_settings::{ExcessWebsocket, WebsocketSettings};

// The first definition of a label counts, so links between the pages lead to the modules. In the
// files, they lead to files.
#[cfg(doc)]
#[doc = "[other_languages]: crate::other_languages\n"]
#[doc = include_str!("../docs/offline.md")]
pub mod guide {}

#[cfg(doc)]
#[doc = "[offline]: crate::guide\n"]
#[doc = include_str!("../docs/other_languages.md")]
pub mod other_languages {}

/// Compiles the code in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
