//! What may go wrong with a request, on purpose.

pub(crate) mod faults;
pub(crate) mod injected_answer;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use connect_participant_model::THROTTLING;
use http::{HeaderName, HeaderValue};

use self::injected_answer::InjectedAnswer;
use super::RequestRecord;

/// Something that goes wrong with a request, once it is [injected](crate::LocalService::inject).
///
/// It meets one request, whichever comes first, unless [`on`](Self::on), [`when`](Self::when), [`times`](Self::times) or
/// [`always`](Self::always) say otherwise. A request meets a fault once it was read; one that cannot be read meets none, and
/// neither does `GET /_local/events`, which is a test's.
///
/// ```
/// use connect_participant_local::{Fault, LocalService};
/// use connect_participant::{Client, ErrorKind, EventContentType, ParticipantRole, SendEventInput};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let service = LocalService::start().await?;
/// let client = Client::builder().endpoint_url(service.url()).max_attempts(2).build()?;
/// let agent = service.open_chat().add_participant(ParticipantRole::Agent);
/// let typing = SendEventInput::new(EventContentType::Typing, agent.connection_token().clone());
///
/// // What is lost on the way is sent once more.
/// service.inject(Fault::reset());
/// client.call(typing.clone()).await?;
///
/// // What the service refuses is not.
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
    rule: Option<Rule>,
    /// How many requests it meets. There is no number for all of them.
    pub(crate) times: Option<u32>,
}

/// What a fault does to a request.
#[derive(Clone)]
pub(crate) enum Effect {
    /// Another answer. The call takes no effect.
    Answer(Box<InjectedAnswer>),
    /// The true answer, later.
    Delay(Duration),
    /// No answer. The call takes no effect.
    Reset,
    /// A part of the true answer.
    CutShort,
}

type Rule = Arc<dyn Fn(&RequestRecord) -> bool + Send + Sync>;

impl Fault {
    fn new(effect: Effect) -> Self {
        Self { effect, operation: None, rule: None, times: Some(1) }
    }

    /// An answer with this status. The call takes no effect.
    ///
    /// With the status of an exception of the service's model (400, 402, 403, 404, 409, 429, 500) it is that exception, as
    /// the service would write it. With any other it comes from a gateway on the way: a page of HTML, and no request id.
    ///
    /// What is no status of an answer (200 to 999) is answered with 500 and a message that says so.
    pub fn status(status: u16) -> Self {
        Self::new(Effect::Answer(Box::new(InjectedAnswer::new(status))))
    }

    /// 429 `ThrottlingException`, as where a quota is used up. The call takes no effect.
    pub fn throttling() -> Self {
        Self::status(THROTTLING.status)
    }

    /// The true answer, so much later: in real time, by Tokio's timer. The call takes effect at once, so that a client that
    /// does not wait for the answer and tries again calls the second time.
    pub fn delay(duration: Duration) -> Self {
        Self::new(Effect::Delay(duration))
    }

    /// No answer: the connection is reset after the request was read. The call takes no effect.
    pub fn reset() -> Self {
        Self::new(Effect::Reset)
    }

    /// The head of the true answer and half of its body, and then the end of the connection; half of the head, where the
    /// answer has no body. The call takes effect.
    pub fn cut_short() -> Self {
        Self::new(Effect::CutShort)
    }

    /// The body of the answer, for [`Fault::status`]; the other faults have none of their own.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        if let Effect::Answer(answer) = &mut self.effect {
            answer.body = Some(body.into());
        }
        self
    }

    /// A header of the answer, in place of one of the same name, for [`Fault::status`]; the other faults have none of their
    /// own. A header that HTTP does not have is answered with 500 and a message that says so.
    pub fn header(
        mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Self {
        if let Effect::Answer(answer) = &mut self.effect {
            answer.header(name.try_into().ok(), value.try_into().ok());
        }
        self
    }

    /// Meets only requests that call this operation, named as the service does: `SendEvent`. A name that the service does
    /// not have meets any request, which is answered with 500 and a message that says so.
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        let name = operation.into();
        if connect_participant_model::operation(&name).is_some() {
            self.operation = Some(name);
        } else {
            let problem = format!("the fault is for `{name}`, which is no operation");
            self.effect = Effect::Answer(Box::new(InjectedAnswer::impossible(problem)));
        }
        self
    }

    /// Meets only requests for which the rule holds. Of more than one, the last one counts, beside [`on`](Self::on). It is
    /// asked from the connection's task, so it is better quick; where it panics, the connection is closed.
    pub fn when(mut self, rule: impl Fn(&RequestRecord) -> bool + Send + Sync + 'static) -> Self {
        self.rule = Some(Arc::new(rule));
        self
    }

    /// How many requests it meets: one by default.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Meets all requests that it is for, until the faults are [cleared](crate::LocalService::clear_faults).
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Whether it is for this request.
    pub(crate) fn is_for(&self, request: &RequestRecord) -> bool {
        self.operation.as_deref().is_none_or(|name| request.operation == Some(name))
            && self.rule.as_ref().is_none_or(|rule| rule(request))
    }
}

/// Tells nothing of what a rule is, nor of a body.
impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effect = match &self.effect {
            Effect::Answer(answer) => answer.to_string(),
            Effect::Delay(duration) => format!("delay of {duration:?}"),
            Effect::Reset => "reset".to_owned(),
            Effect::CutShort => "cut short".to_owned(),
        };
        f.debug_struct("Fault")
            .field("effect", &format_args!("{effect}"))
            .field("operation", &self.operation)
            .field("times", &self.times)
            .finish_non_exhaustive()
    }
}
