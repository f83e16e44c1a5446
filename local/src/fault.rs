//! Faults that a test injects.

pub(crate) mod faults;
pub(crate) mod injected_response;
pub(crate) mod parse;
pub(crate) mod parse_socket_fault;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use connect_participant_model::THROTTLING;
use http::{HeaderName, HeaderValue};

use self::injected_response::InjectedResponse;
use crate::request_record::{RequestRecord, WEBSOCKET_PATH};

/// A failure that the local service applies to requests after it is
/// [injected](crate::LocalService::inject).
///
/// By default, it is applied to the next request, and then removed. [`on`](Self::on),
/// [`of`](Self::of) and [`when`](Self::when) choose the requests; [`times`](Self::times),
/// [`lasting`](Self::lasting) and [`always`](Self::always) set their number. Faults are not applied
/// to requests that cannot be read, nor to the [event log](crate#event-log) and the
/// [control](crate::LocalServiceBuilder::control).
///
/// ```
/// use connect_participant::{
///     Client, ErrorKind, EventContentType, ParticipantRole, SendEventInput,
/// };
/// use connect_participant_local::{Fault, LocalService};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let service = LocalService::start().await?;
/// let client = Client::builder().endpoint_url(service.url()).max_attempts(2).build()?;
/// let agent = service.open_chat().add_participant(ParticipantRole::Agent);
/// let token = agent.connection_token().clone();
/// let typing = SendEventInput::new(EventContentType::Typing, token);
///
/// // The client retries a request if the connection is reset.
/// service.inject(Fault::reset());
/// client.call(typing.clone()).await?;
///
/// // It does not retry a conflict.
/// service.inject(Fault::status(409).on("SendEvent"));
/// let error = client.call(typing).await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Conflict);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a fault does nothing until it is injected"]
pub struct Fault {
    pub(crate) effect: Effect,
    operation: Option<String>,
    /// The id of a participant or a chat.
    of: Option<String>,
    condition: Option<Condition>,
    /// The number of requests. `None` means all of them.
    pub(crate) times: Option<u32>,
    /// The time from its injection. `None` means without an end.
    pub(crate) lifetime: Option<Duration>,
}

/// The effect of a fault on a request.
#[derive(Clone)]
pub(crate) enum Effect {
    /// Another response. The call has no effect.
    Response(Box<InjectedResponse>),
    /// The real response, later.
    Delay(Duration),
    /// No response. The call has no effect.
    Reset,
    /// The first part of the real response.
    CutShort,
}

/// The name of the handshakes of websockets, which are not an operation.
const HANDSHAKE: &str = "websocket";

type Condition = Arc<dyn Fn(&RequestRecord) -> bool + Send + Sync>;

impl Fault {
    fn new(effect: Effect) -> Self {
        Self { effect, operation: None, of: None, condition: None, times: Some(1), lifetime: None }
    }

    /// Returns this status. The call has no effect.
    ///
    /// If the service model has an exception with this status (400, 402, 403, 404, 409, 429 or
    /// 500), the response is that exception, in the service's format. Any other status gives a
    /// response as from a gateway: an HTML page without a request id.
    ///
    /// The status must be 200 to 999. Any other number gives a 500 with a message that says so.
    pub fn status(status: u16) -> Self {
        Self::new(Effect::Response(Box::new(InjectedResponse::new(status))))
    }

    /// Returns 429 `ThrottlingException`, as if a quota were used up. The call has no effect.
    pub fn throttling() -> Self {
        Self::status(THROTTLING.status)
    }

    /// Delays the real response by `duration`, measured by the runtime of the service. The call
    /// takes effect at once, so a client that times out and retries makes the call twice.
    pub fn delay(duration: Duration) -> Self {
        Self::new(Effect::Delay(duration))
    }

    /// Resets the connection after reading the request, without a response. The call has no effect.
    pub fn reset() -> Self {
        Self::new(Effect::Reset)
    }

    /// Sends the headers of the real response and half of its body, and then closes the connection.
    /// If the body is empty, sends half of the headers. The call takes effect.
    pub fn cut_short() -> Self {
        Self::new(Effect::CutShort)
    }

    /// Sets the body of the response. Only applies to [`Fault::status`] and [`Fault::throttling`].
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        if let Effect::Response(response) = &mut self.effect {
            response.body = Some(body.into());
        }
        self
    }

    /// Sets a header of the response, in place of one with the same name. Only applies to
    /// [`Fault::status`] and [`Fault::throttling`].
    ///
    /// A name or a value that is not valid in HTTP gives a 500 with a message that says so.
    pub fn header(
        mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Self {
        if let Effect::Response(response) = &mut self.effect {
            response.header(name.try_into().ok(), value.try_into().ok());
        }
        self
    }

    /// Applies the fault only to calls of this operation. `operation` is the name that the service
    /// uses, such as `SendEvent`, or `websocket` for the handshakes of websockets. A handshake with
    /// another response than its real one is refused.
    ///
    /// If the name is neither, the next request gets a 500 whose message reports the wrong
    /// name.
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        let name = operation.into();
        if is_target(&name) {
            self.operation = Some(name);
        } else {
            let problem = format!("the fault is for `{name}`, which is not an operation");
            self.effect = Effect::Response(Box::new(InjectedResponse::invalid(problem)));
        }
        self
    }

    /// Applies the fault only to requests of the participant with this id, see
    /// [`ChatParticipant::id`](crate::ChatParticipant::id), or to those of all participants of the
    /// chat with this contact id, see [`Chat::contact_id`](crate::Chat::contact_id).
    pub fn of(mut self, id: impl Into<String>) -> Self {
        self.of = Some(id.into());
        self
    }

    /// Applies the fault only to requests for which `condition` returns `true`. It can be combined
    /// with [`on`](Self::on), and replaces an earlier condition.
    ///
    /// The condition runs on the task of the connection, so it should be fast. If it panics, the
    /// connection is closed.
    pub fn when(
        mut self,
        condition: impl Fn(&RequestRecord) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.condition = Some(Arc::new(condition));
        self
    }

    /// Sets the number of requests to which the fault is applied. Defaults to 1.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Applies the fault to all requests, until [`clear_faults`](crate::LocalService::clear_faults)
    /// is called.
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Applies the fault to all requests for `duration` from its injection, by the service's clock.
    /// If [`times`](Self::times) is called after it, the fault also ends after this number of
    /// requests.
    ///
    /// ```
    /// use connect_participant_local::{Fault, LocalService};
    /// use std::time::Duration;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let service = LocalService::start().await?;
    /// // No websocket can be opened for ten minutes.
    /// let ten_minutes = Duration::from_secs(600);
    /// service.inject(Fault::status(503).on("websocket").lasting(ten_minutes));
    /// # Ok(())
    /// # }
    /// ```
    pub fn lasting(mut self, duration: Duration) -> Self {
        self.times = None;
        self.lifetime = Some(duration);
        self
    }

    /// Returns `true` if the operation, the caller and the condition fit the request.
    pub(crate) fn matches(&self, request: &RequestRecord) -> bool {
        let is_target = |name: &str| {
            let is_handshake = name == HANDSHAKE && request.path == WEBSOCKET_PATH;
            is_handshake || request.operation == Some(name)
        };
        let is_of = |id: &str| {
            let ids = [&request.participant_id, &request.contact_id];
            ids.into_iter().any(|found| found.as_deref() == Some(id))
        };
        self.operation.as_deref().is_none_or(is_target)
            && self.of.as_deref().is_none_or(is_of)
            && self.condition.as_ref().is_none_or(|condition| condition(request))
    }
}

/// Returns `true` if a fault can be for requests with this name.
pub(crate) fn is_target(name: &str) -> bool {
    name == HANDSHAKE || connect_participant_model::operation(name).is_some()
}

/// Leaves out the condition and the body.
impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effect = match &self.effect {
            Effect::Response(response) => response.to_string(),
            Effect::Delay(duration) => format!("delay of {duration:?}"),
            Effect::Reset => "reset".to_owned(),
            Effect::CutShort => "cut short".to_owned(),
        };
        f.debug_struct("Fault")
            .field("effect", &format_args!("{effect}"))
            .field("operation", &self.operation)
            .field("of", &self.of)
            .field("times", &self.times)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}
