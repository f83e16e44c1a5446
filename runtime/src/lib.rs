#![cfg_attr(docsrs, feature(doc_cfg))]
//! A client for chats in Amazon Connect, through the [Amazon Connect Participant Service][service].
//! You write a trait. The compiler checks it against the service, and each method sends a request:
//!
//! ```
//! use connect_participant::{
//!     Client, ConnectionToken, Participant, Result, participant_operation,
//! };
//!
//! trait Desk: Participant {
//!     #[participant_operation(SendMessage, content_type = "text/plain")]
//!     async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<()>;
//!
//!     #[participant_operation(
//!         SendEvent,
//!         content_type = "application/vnd.amazonaws.connect.event.message.read"
//!     )]
//!     async fn read(
//!         &self,
//!         message_id: &str,
//!         connection_token: &ConnectionToken,
//!     ) -> Result<()>;
//! }
//!
//! impl Desk for Client {}
//!
//! # async fn example(connection_token: ConnectionToken) -> Result<()> {
//! // `CreateParticipantConnection` returns the connection token: see "Tokens" below.
//! let client = Client::builder().region("eu-central-1").build()?;
//! client.say("Hello, how can I help you?", &connection_token).await?;
//! # Ok(())
//! # }
//! ```
//!
//! **New here?** [Start with a first chat](guide::start), without an AWS account.
//!
//! # Which crate
//!
//! - `connect-participant`, this one, is for calls: events, messages, attachments, the transcript.
//! - [`connect-participant-session`] is for live chats: it receives messages through a websocket, and
//!   sends them. A user interface needs it. For a bot of the role `CUSTOM_BOT`, AWS documents Amazon
//!   SNS, and no websocket: see [A bot behind SNS streaming][sns].
//! - [`connect-participant-local`] is for tests: a double of the service on your machine.
//!
//! # What it does for you
//!
//! - **Mistakes do not compile.** A mistyped content type, a receipt without a message id or a
//!   token of the wrong kind is an error at its place. The [guide](guide::diagnostics) lists all
//!   messages.
//! - **Calls end.** A call takes at most 30 seconds, with up to three attempts. All attempts have
//!   the same client token, so a message is recorded once, even if a response is lost.
//! - **Quotas are respected**, if you set [`RateLimits`].
//! - **Secrets stay secret.** No `Debug` output, error or log of these crates shows a token. The
//!   client needs no AWS credentials.
//! - **Errors say what to do.** See [`Error`] and its predicates.
//!
//! The defaults are meant for [production](guide::production). Do you use the AWS SDK now? See the
//! [migration](guide::migration).
//!
//! # Tokens
//!
//! A chat has participants: a customer, agents, bots, supervisors. The AWS documentation also calls
//! a chat a *contact*. Each participant has two tokens:
//!
//! 1. A [`ParticipantToken`]. Your backend gets it from an Amazon Connect API that needs AWS
//!    credentials: `StartChatContact` for the customer of a new chat, `CreateParticipant` for a
//!    bot. These APIs are in the crate [`aws-sdk-connect`](https://docs.rs/aws-sdk-connect). For an
//!    agent, [Amazon Connect Streams][streams] returns it in the agent's browser.
//! 2. A [`ConnectionToken`]. `CreateParticipantConnection` returns it in exchange for the
//!    participant token. It authorises all other operations, for one day.
//!
//! After a 403, [`Error::is_token_refused`] returns `true` if the service refuses the token. Then
//! call `CreateParticipantConnection` again. It returns a new connection token, unless the chat has
//! ended or the participant has left. A session does this by itself.
//!
//! # Messages from others
//!
//! Use [`connect-participant-session`]: each message arrives as an event, once and in order.
//!
//! This crate alone reads the transcript: [`Client::transcript_pages`] returns messages,
//! attachments, and events such as a participant who joins. It has no typing events. A bot without
//! a websocket can also receive messages from Amazon SNS.
//!
//! # Where to look
//!
//! - [`participant_operation`] is the attribute. Its page lists the operations and their members.
//! - [`Client`] makes the calls. Its page lists the defaults, and [`ClientBuilder`] changes them.
//! - [`Client::call`] calls an operation without a trait.
//! - [`Client::upload_attachment`] uploads a file.
//! - [`Participant`] is the supertrait. Implement it for a type of your own.
//! - [`Connected`] is the supertrait for a type with a connection token. Its methods need none.
//! - `blocking::Client` is a client without `async`, with the feature `blocking`.
//! - [`Transport`] and [`Clock`] can be replaced, for example by a fake in a test.
//!
//! # Features
//!
//! The default features suffice for most programs. Calls run on [Tokio](https://docs.rs/tokio).
//!
//! - `hyper` (default): a transport made with [hyper](https://docs.rs/hyper-util)
//! - `reqwest`: a transport made with [reqwest](https://docs.rs/reqwest), and
//!   `ClientBuilder::configure_reqwest`
//! - `ring` (default): TLS with rustls and [ring](https://docs.rs/ring)
//! - `aws-lc-rs`: TLS with rustls and [AWS-LC](https://docs.rs/aws-lc-rs)
//! - `native-tls`: TLS with the library of the operating system; on Linux this is OpenSSL
//! - `proxy` (default): proxies of the environment variables, for encrypted connections
//! - `http2`: HTTP/2, if the server supports it
//! - `files` (default): attachments from files, `AttachmentBody::from_file`
//! - `blocking`: a client without `async`, `blocking::Client`
//! - `tower`: a [tower](https://docs.rs/tower) service as the transport,
//!   `ClientBuilder::tower_service`
//! - `tracing`: a [tracing](https://docs.rs/tracing) span for each call, for
//!   [logs and OpenTelemetry](guide::telemetry)
//! - `jiff`: conversions of a [`Timestamp`] from and to that of [jiff](https://docs.rs/jiff)
//!
//! In detail:
//!
//! - **Transports.** If both `hyper` and `reqwest` are on, hyper is used, unless you call
//!   `configure_reqwest`.
//! - **TLS.** If several features are on, `native-tls` takes precedence over `aws-lc-rs`, and
//!   `aws-lc-rs` over `ring`. A rustls provider that the process has installed takes precedence
//!   over the last two. All of them trust the certificate authorities of the operating system.
//!   With rustls, a new connection resumes the session of an earlier one; `native-tls` makes a full
//!   handshake each time.
//! - **Proxies.** `HTTPS_PROXY` or `ALL_PROXY` name an http or https proxy, and `NO_PROXY` the
//!   hosts that need none. If the variable has an invalid URL, `build` fails, unless the endpoint is
//!   in `NO_PROXY` or uses plain http. An error names the proxy and its variable. reqwest uses
//!   proxies without the feature; it ignores an invalid value, and its errors name no proxy.
//! - **HTTP/2.** Calls share a connection, which the timeout of a call does not close. If no
//!   response arrived meanwhile, further calls use a new one. hyper with `native-tls` supports
//!   HTTP/1.1 only.
//!
//! # Browsers
//!
//! Without default features, the crate compiles for `wasm32-unknown-unknown` and runs in a browser.
//! Set a [transport](ClientBuilder::transport) that calls `fetch`, and a
//! [clock](ClientBuilder::clock) whose `sleep` calls `setTimeout`. `examples/browser` in the
//! repository has both. The crate takes the time and random bytes from JavaScript, with
//! wasm-bindgen. The page needs the permission of the service (CORS): the local service gives it to
//! pages on the same machine with `LocalServiceBuilder::cors`.
//!
//! [service]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/Welcome.html
//! [sns]: https://docs.rs/connect-participant-session/latest/connect_participant_session/guide/index.html#a-bot-behind-sns-streaming
//! [streams]: https://github.com/amazon-connect/amazon-connect-streams
//! [`connect-participant-session`]: https://docs.rs/connect-participant-session
//! [`connect-participant-local`]: https://docs.rs/connect-participant-local

mod attachment;
#[cfg(feature = "blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub mod blocking;
mod call;
mod client;
mod clock;
mod closed_enum;
mod config;
mod conversion;
mod endpoint;
mod error;
#[cfg(doc)]
pub mod guide;
mod metadata;
mod method_output;
mod open_enum;
mod operation;
pub mod parameter;
mod participant;
mod private;
mod protocol;
mod random;
mod rate_limits;
mod redact;
mod retry;
mod transport;
mod types;

pub use bytes::Bytes;
pub use http;
pub use http_body;
#[cfg(feature = "reqwest")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use reqwest;

/// Implements a trait method: a call of one operation of the service, checked at compile time.
///
/// `#[participant_operation(Operation, member = value, …, crate = ::path)]`
///
/// ```
/// use connect_participant::{
///     ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
/// };
///
/// trait ChatEvents: Participant {
///     #[participant_operation(
///         SendEvent,
///         content_type = "application/vnd.amazonaws.connect.event.message.read"
///     )]
///     async fn read(
///         &self,
///         connection_token: &ConnectionToken,
///         message_id: &str,
///     ) -> Result<SendEventOutput>;
/// }
/// ```
///
/// The attribute adds a body to the method and changes nothing else in the trait. A type that
/// implements the trait has the method. It can override it, as a fake in a test does. The
/// supertrait of the trait is [`Participant`], or [`Connected`] for a type that has a connection
/// token.
///
/// # The operation
///
/// The name of an operation links to its input. Members in parentheses are optional:
///
/// - [`CancelParticipantAuthentication`](CancelParticipantAuthenticationInput): `session_id`,
///   `connection_token`
/// - [`CompleteAttachmentUpload`](CompleteAttachmentUploadInput): `attachment_ids`,
///   `connection_token` (`client_token`)
/// - [`CreateParticipantConnection`](CreateParticipantConnectionInput): `participant_token`
///   (`type`, `connect_participant`)
/// - [`DescribeView`](DescribeViewInput): `view_token`, `connection_token`
/// - [`DisconnectParticipant`](DisconnectParticipantInput): `connection_token` (`client_token`)
/// - [`GetAttachment`](GetAttachmentInput): `attachment_id`, `connection_token`
///   (`url_expiry_in_seconds`, `url_content_disposition`)
/// - [`GetAuthenticationUrl`](GetAuthenticationUrlInput): `session_id`, `redirect_uri`,
///   `connection_token`
/// - [`GetTranscript`](GetTranscriptInput): `connection_token` (`contact_id`, `max_results`,
///   `next_token`, `scan_direction`, `sort_order`, `start_position`)
/// - [`SendEvent`](SendEventInput): `content_type`, `connection_token` (`content`, `message_id`,
///   `client_token`)
/// - [`SendMessage`](SendMessageInput): `content_type`, `content`, `connection_token`
///   (`client_token`)
/// - [`StartAttachmentUpload`](StartAttachmentUploadInput): `content_type`,
///   `attachment_size_in_bytes`, `attachment_name`, `connection_token` (`client_token`)
///
/// A method returns the output of its operation, such as [`SendEventOutput`], or `()`. For these
/// operations, it can also return one part of the output:
///
/// - `CreateParticipantConnection`: [`ConnectionToken`], [`ConnectionCredentials`], [`Websocket`] or
///   [`WebRtcConnection`]
/// - `DescribeView`: [`View`]
/// - `GetTranscript`: `Vec<`[`Item`]`>`
///
/// If the method has the name of an operation, the attribute can be empty:
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
/// The members of an operation have the names of the service in snake case. Bind each required
/// member once, and each optional member at most once:
///
/// - in the attribute, to a literal, which is checked at compile time: `max_results = 100`;
/// - in the attribute, to any other expression, which can use `self` and the parameters:
///   `connection_token = self.token()`;
/// - with a parameter of the same name, or of another name:
///   `#[member(connection_token)] token: &ConnectionToken`.
///
/// If `connection_token` is not bound, it is taken from `self`, which must be [`Connected`].
///
/// The types of each member:
///
/// - `connection_token`: a [`ConnectionToken`] or a reference to one. A literal is not allowed,
///   because a secret does not belong in source code.
/// - `participant_token`: a [`ParticipantToken`] or a reference to one. A literal is not allowed.
/// - `content_type` of `SendEvent`: a literal such as
///   `"application/vnd.amazonaws.connect.event.typing"`, or an [`EventContentType`].
/// - `content_type` of `SendMessage`: a literal such as `"text/plain"`, or a [`MessageContentType`].
/// - `message_id`, of a receipt: any `AsRef<str>`. Other events take none. If the content type is
///   known at run time only, also an `Option`.
/// - `scan_direction`, `sort_order`, `url_content_disposition`: a literal such as `"FORWARD"`, or a
///   [`ScanDirection`], [`SortKey`] or [`ContentDisposition`].
/// - `type`: a literal such as `["WEBSOCKET", "CONNECTION_CREDENTIALS"]`, or a slice or a `Vec` of
///   [`ConnectionType`]. As a parameter, it is `r#type`.
/// - `attachment_ids`: a slice or a `Vec` of strings. In `["…"]`, an item can be any expression.
/// - `max_results`, `url_expiry_in_seconds`: an `i32`.
/// - `attachment_size_in_bytes`: an `i64`.
/// - `connect_participant`: a `bool`.
/// - `start_position`: a [`StartPosition`]. `scan_direction = "FORWARD"` requires it, or a
///   `next_token`.
/// - `client_token`: any `AsRef<str>`, the idempotency token by which the service recognises a
///   duplicate. Defaults to a new UUID for each call. A literal is not allowed, because the service
///   would drop every call after the first as a duplicate.
/// - Any other member: any `AsRef<str>`. The length of a literal is checked.
///
/// An optional member can also be an `Option`.
///
/// A parameter that is neither a member nor used in an expression is an error.
///
/// # The method
///
/// The method takes `&self`, and its parameters are plain names. It returns `Result<T, E>`. `T` is
/// one of the types above, or a type of yours that implements [`FromOutput`]. `E` is any error type
/// that implements `From<Error>`. The method is an `async fn`, a `fn … -> impl Future<Output = …>`,
/// or a `fn … -> Pin<Box<dyn Future<Output = …> + Send + '_>>`. The future of an `async fn` is
/// `Send`.
///
/// With the feature `blocking`, a `fn … -> Result<T, E>` without `async` blocks. Its trait has the
/// supertrait `blocking::Participant` or `blocking::Connected`.
///
/// The request is built when the method is called, before its future is polled. So an expression in
/// the attribute cannot use `.await`, `?` or `return`. The future stores no parameter. Still, the
/// compiler ties it to the lifetimes of all reference parameters.
///
/// `#[async_trait]` and `#[trait_variant::make(Send)]` can be used on the trait.
/// `#[trait_variant::make(Name: Send)]`, which generates a second trait, needs the supertraits
/// `Participant + Sync`, and parameters with the names of their members.
///
/// The method can also be a method of a type, or of the implementation of a trait. It is declared
/// without a body, and keeps its visibility:
///
/// ```
/// # use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};
/// struct Session {
///     client: Client,
///     connection_token: ConnectionToken,
/// }
///
/// impl Participant for Session {
///     fn client(&self) -> &Client {
///         &self.client
///     }
/// }
///
/// impl Session {
///     #[participant_operation(
///         SendMessage,
///         content_type = "text/plain",
///         connection_token = &self.connection_token,
///     )]
///     pub async fn say(&self, content: &str) -> Result<SendMessageOutput>;
/// }
/// ```
///
/// # Other attributes
///
/// An attribute below this one gets the method with its body. The body ends in an `async move`
/// block that awaits the call, so `#[tracing::instrument]` with `err`, `ret`, `skip` and `fields`
/// holds the call in its span, and records its result. The method itself is no longer `async`: an
/// attribute that looks for the keyword only, such as a simple timer, measures how long the request
/// takes to build. Put it on a method that calls this one.
///
/// To mock a trait with mockall, use `mockall::mock!`: `#[automock]` copies the attribute to places
/// without a method. unimock cannot mock such a trait: its type would have to implement
/// [`Participant`], and belongs to another crate. Write a fake that overrides the methods instead.
///
/// The attribute appends a line with the operation and the content type to the docs of the method.
///
/// # Compile errors
///
/// The compiler reports everything that the service would reject, if it can know it. It reports all
/// mistakes at once, each at its place:
///
/// ```compile_fail
/// # use connect_participant::{ConnectionToken, Participant, Result, participant_operation};
/// trait ChatEvents: Participant {
///     #[participant_operation(
///         SendEvent,
///         content_type = "application/vnd.amazonaws.connect.event.typin"
///     )]
///     async fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
/// }
/// ```
///
/// ```text
/// error: `SendEvent` has no content type `application/vnd.amazonaws.connect.event.typin`
///        help: did you mean "application/vnd.amazonaws.connect.event.typing"?
///  --> src/lib.rs:6:24
///   |
/// 6 |         content_type = "application/vnd.amazonaws.connect.event.typin"
///   |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
/// ```
///
/// # The path of this crate
///
/// If you rename or re-export this crate, set its path: `crate = ::my_sdk::chat`.
pub use connect_participant_macros::participant_operation;

pub use crate::attachment::attachment_body::AttachmentBody;
pub use crate::client::{CallFuture, Client, ClientBuilder};
pub use crate::clock::{Clock, SleepFuture};
pub use crate::error::{Error, ErrorKind, ResourceType, Result};
pub use crate::metadata::{ResponseMetadata, WithMetadata};
pub use crate::method_output::{FromOutput, MethodOutput};
pub use crate::open_enum::UnknownValue;
pub use crate::operation::*;
pub use crate::participant::{Connected, Participant};
pub use crate::protocol::input::OperationInput;
pub use crate::protocol::output::OperationOutput;
pub use crate::rate_limits::RateLimits;
pub use crate::rate_limits::rate_limiter::{
    AcquireFuture, AttemptOutcome, PendingAttempt, RateLimiter,
};
pub use crate::redact::{is_content_shown_in_debug, show_content_in_debug};
#[cfg(feature = "hyper")]
#[cfg_attr(docsrs, doc(cfg(feature = "hyper")))]
pub use crate::transport::hyper::{HyperTransport, HyperTransportBuilder};
pub use crate::transport::layer::Next;
pub use crate::transport::request_body::RequestBody;
#[cfg(feature = "reqwest")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use crate::transport::reqwest::{ReqwestTransport, ReqwestTransportBuilder};
pub use crate::transport::send_again::SendAgain;
pub use crate::transport::socket::{Socket, SocketFuture};
pub use crate::transport::upload_body::{Progress, UploadBody};
pub use crate::transport::{NewConnection, Transport, TransportError, TransportFuture};
pub use crate::types::content_type::{EventContentType, MessageContentType};
pub use crate::types::timestamp::Timestamp;
pub use crate::types::token::{ConnectionToken, ParticipantToken};
