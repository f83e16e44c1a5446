//! The call of an operation.

use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use connect_participant_model::{Method as ModelMethod, Operation};
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::{Extensions, HeaderMap, HeaderName, Method, Request, Response, Uri};

use crate::call::time_limit::within;
use crate::call::trace::Trace;
use crate::call::{Attempt, Success, run, transport_error};
use crate::config::Config;
use crate::error::{BoxError, Error, ErrorKind, Result};
use crate::protocol::encode::encode;
use crate::protocol::header::JSON;
use crate::protocol::output::OperationOutput;
use crate::protocol::response::{ResponseReader, read_success, request_id};
use crate::protocol::value::Members;
use crate::redact::Redactor;
use crate::transport::send_again::SendAgain;
use crate::transport::{Failure, NewConnection, TransportError};
use crate::types::token::ConnectionToken;

/// The maximum number of headers of a request, with those that a transport adds: the host and the
/// length of the body.
const MAX_HEADERS: usize = 5;

/// A call whose input has been encoded. All of its attempts send the same client token, so the
/// service recognises a duplicate.
pub(crate) struct OperationCall {
    operation: &'static Operation,
    content_type: Option<&'static str>,
    uri: Uri,
    /// The name of the header with the token.
    token_header: Option<HeaderName>,
    /// The JSON of the body, if the operation has a body.
    body: Option<Bytes>,
    redactor: Redactor,
    /// It is here, and not in the future of the call, because that is moved several times.
    trace: Trace,
}

impl OperationCall {
    /// Encodes the members of an input, so that the call does not borrow the input.
    pub(crate) fn prepare(
        config: &Config,
        operation: &'static Operation,
        members: Members<'_>,
    ) -> Result<Self> {
        let call = encode(operation, members).and_then(|encoded| {
            let (token_header, token) = encoded.token.unzip();
            Ok(Self {
                operation,
                content_type: encoded.content_type,
                uri: config.endpoint.uri(&encoded.path)?,
                token_header,
                body: encoded.body.map(Bytes::from),
                redactor: Redactor::new(token, encoded.secrets),
                trace: Trace::none(),
            })
        });
        call.map_err(|error| error.with_operation(operation.name, 0))
    }

    /// Makes the call.
    pub(crate) async fn make<O: OperationOutput>(&mut self, config: &Config) -> Result<Success<O>> {
        self.trace = Trace::call(config, self.operation.name, self.content_type);
        let call = WithOutput { call: self, output: PhantomData };
        self.trace.instrument(run(config, &self.trace, &call, config.timeouts.operation)).await
    }

    /// Adds the data of the call to an error of the conversion of its output.
    pub(crate) fn locate(&self, error: Error, response: &Response<Bytes>, attempts: u32) -> Error {
        let error = error
            .with_response(response.status(), self.request_id(response))
            .map_message(|message| self.redactor.redact(message))
            .set_content_type(self.content_type)
            .with_operation(self.operation.name, attempts);
        self.trace.failed(&error);
        error
    }

    /// Returns the request id of a response.
    pub(crate) fn request_id(&self, response: &Response<Bytes>) -> Option<String> {
        request_id(&self.redactor, response.headers())
    }

    /// Returns the reader of a response with these extensions. It redacts the token that a layer has
    /// sent instead of that of the call, too.
    fn reader<'a>(&'a self, config: &'a Config, extensions: &Extensions) -> ResponseReader<'a> {
        if let Some(token) = extensions.get::<ConnectionToken>() {
            self.redactor.add(token.clone().into());
        }
        ResponseReader { redactor: &self.redactor, time: &config.time }
    }

    fn request(&self, config: &Config, required: Option<NewConnection>) -> Request<Bytes> {
        let mut headers = HeaderMap::with_capacity(MAX_HEADERS);
        headers.insert(USER_AGENT, config.user_agent.clone());
        if let (Some(name), Some(token)) = (&self.token_header, self.redactor.bearer()) {
            headers.insert(name.clone(), token.clone());
        }
        if self.body.is_some() {
            headers.insert(CONTENT_TYPE, JSON);
        }
        let mut request = Request::new(self.body.clone().unwrap_or_default());
        *request.method_mut() = match self.operation.method {
            ModelMethod::Get => Method::GET,
            ModelMethod::Post => Method::POST,
        };
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = headers;
        if let Some(required) = required {
            request.extensions_mut().insert(required);
        }
        request
    }

    /// Returns the response to a request that is sent once, if it is a success.
    async fn response(
        &self,
        config: &Config,
        remaining: Duration,
        required: Option<NewConnection>,
    ) -> Result<Response<Bytes>> {
        let limit = config.timeouts.operation_attempt.min(remaining);
        let sent = config.transport.send(self.request(config, required));
        match within(config, limit, sent).await {
            Some(Ok(response)) if response.body().len() > config.max_response_bytes => {
                let (head, _) = response.into_parts();
                Err(self
                    .reader(config, &head.extensions)
                    .too_large(&head, config.max_response_bytes))
            }
            Some(Ok(response)) => {
                let is_sent_again = !response.status().is_success()
                    && response.extensions().get::<SendAgain>().is_some();
                let reader = self.reader(config, response.extensions());
                let checked = reader.check_status(response);
                checked.map_err(|error| if is_sent_again { error.send_again() } else { error })
            }
            Some(Err(error)) => Err(self.failure(config, error)),
            None => {
                let reason = timeout_reason(config, remaining).into();
                Err(self.no_response(config, ErrorKind::Timeout, reason))
            }
        }
    }

    fn failure(
        &self,
        config: &Config,
        TransportError { failure, source }: TransportError,
    ) -> Error {
        match failure {
            Failure::NotSent => {
                let problem = format!("cannot send a request to {}", config.endpoint.as_str());
                transport_error(ErrorKind::InvalidInput, &problem, source, &self.redactor)
            }
            Failure::Connection => self.no_response(config, ErrorKind::Transport, source),
            Failure::Stale => self.no_response(config, ErrorKind::Transport, source).stale(),
            Failure::Timeout => self.no_response(config, ErrorKind::Timeout, source),
            Failure::IncompleteBody(head) => {
                let error = self.reader(config, &head.extensions).incomplete(&head, &source);
                let leaks = self.redactor.leaks_into(source.as_ref());
                if leaks { error } else { error.with_source(source) }
            }
            Failure::TooLarge { head, limit } => {
                self.reader(config, &head.extensions).too_large(&head, limit)
            }
        }
    }

    fn no_response(&self, config: &Config, kind: ErrorKind, reason: BoxError) -> Error {
        let endpoint = config.endpoint.as_str();
        transport_error(kind, &format!("no response from {endpoint}"), reason, &self.redactor)
    }
}

/// A call with the type of its output. The rest of a call is compiled once, because it does not
/// depend on this type.
struct WithOutput<'a, O> {
    call: &'a OperationCall,
    output: PhantomData<fn() -> O>,
}

impl<O: OperationOutput> Attempt for WithOutput<'_, O> {
    type Output = O;

    fn name(&self) -> &'static str {
        self.call.operation.name
    }

    fn content_type(&self) -> Option<&'static str> {
        self.call.content_type
    }

    fn limited_operation(&self) -> Option<&'static Operation> {
        Some(self.call.operation)
    }

    fn redactor(&self) -> &Redactor {
        &self.call.redactor
    }

    async fn send(
        &self,
        config: &Config,
        remaining: Duration,
        required: Option<NewConnection>,
    ) -> Result<(O, Response<Bytes>)> {
        let response = self.call.response(config, remaining, required).await?;
        let output_is_empty = self.call.operation.output_is_empty;
        let output = read_success(&self.call.redactor, &response, output_is_empty)?;
        Ok((output, response))
    }
}

/// Describes the time limit that an attempt has exceeded.
fn timeout_reason(config: &Config, remaining: Duration) -> String {
    let attempt = config.timeouts.operation_attempt;
    if attempt <= remaining {
        format!("the attempt took longer than {}", humantime::format_duration(attempt))
    } else {
        let operation = humantime::format_duration(config.timeouts.operation);
        format!("the call took longer than {operation}")
    }
}
