//! Parses arbitrary responses and checks the client's promises: it does not panic, it does not leak
//! the token, and each error is safe to log.
//!
//! The input is a response in text form: a status, a line for each header, an empty line, and the
//! body. The status may be followed by ` incomplete` or ` too large`, which is how reading the body
//! ends. In header values and in the body, `~` stands for the token of the call and `^` for a long
//! text. `seeds/response` has examples.

#![no_main]

use std::error::Error as StdError;
use std::iter::{self, successors};

use connect_participant::http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use connect_participant::{
    Bytes, Client, Error, ErrorKind, EventContentType, SendEventInput, SendEventOutput, Timestamp,
    Transport, TransportError, TransportFuture,
};
use futures_executor::block_on;
use libfuzzer_sys::{Corpus, fuzz_target};
use serde::de::IgnoredAny;

const TOKEN: &str = "QVFJREFIaXNlY3JldHNlY3JldA==";
/// The length, in bytes, of a part of the token that must not leak.
const LEAK_LENGTH: usize = 8;
/// The longest text from the service in an error, in characters: 2,000, and the sign that marks the
/// truncation.
const LONGEST_TEXT: usize = 2_000 + 1;
/// The length in bytes of the text that `^` stands for. It is longer than an error may repeat.
const LONG_TEXT: usize = LONGEST_TEXT + 100;
/// The client's response limit, in bytes. A body of five long texts exceeds it.
const MAX_RESPONSE_BYTES: usize = 5 * LONG_TEXT - 1;

fuzz_target!(|input: &[u8]| -> Corpus {
    let Some(response) = FakeResponse::parse(input) else { return Corpus::Reject };
    let client = Client::builder()
        .region("eu-central-1")
        .transport(response.clone())
        .max_attempts(1)
        .max_response_bytes(MAX_RESPONSE_BYTES)
        .build()
        .unwrap();
    let event = SendEventInput::new(EventContentType::MessageRead, TOKEN.parse().unwrap())
        .message_id("1")
        .client_token("1");
    match block_on(client.call(event)) {
        Ok(output) => response.check_success(&output),
        Err(error) => response.check_error(&error, input),
    }
    Corpus::Keep
});

/// A transport that returns one response.
#[derive(Clone)]
struct FakeResponse {
    head: Response<()>,
    body: Bytes,
    end: End,
}

/// The result of reading the body.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Complete,
    Incomplete,
    TooLarge,
}

impl FakeResponse {
    fn parse(input: &[u8]) -> Option<Self> {
        let (head, body) = split_once(input, b"\n\n")?;
        let mut lines = head.split(|byte| *byte == b'\n');
        let (status, end) = lines.next()?.split_at_checked(3)?;
        let mut head = Response::new(());
        *head.status_mut() = StatusCode::from_bytes(status).ok()?;
        let end = match end {
            b"" => End::Complete,
            b" incomplete" => End::Incomplete,
            b" too large" => End::TooLarge,
            _ => return None,
        };
        for line in lines {
            let (name, value) = split_once(line, b": ")?;
            let value = HeaderValue::from_maybe_shared(expand(value)).ok()?;
            head.headers_mut().append(HeaderName::from_bytes(name).ok()?, value);
        }
        Some(Self { head, body: expand(body), end })
    }

    /// Checks that only a complete response with a JSON object in its body is a success.
    fn check_success(&self, output: &SendEventOutput) {
        assert!(self.head.status().is_success());
        assert!(self.end == End::Complete && self.body.len() <= MAX_RESPONSE_BYTES);
        assert!(self.body.trim_ascii().starts_with(b"{"));
        serde_json::from_slice::<IgnoredAny>(&self.body).expect("JSON");
        // The conversion may fail, but must not panic.
        let _ = output.absolute_time.as_ref().map(Timestamp::to_system_time);
    }

    fn check_error(&self, error: &Error, input: &[u8]) {
        let Self { head, .. } = self;
        let (status, succeeded) = (head.status(), head.status().is_success());
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.kind() == ErrorKind::UnreadableResponse, succeeded);
        assert_eq!((error.operation(), error.attempts()), (Some("SendEvent"), 1));
        assert_eq!(error.is_receipt_unsupported(), error.kind() == ErrorKind::Conflict);
        assert!(!(error.is_retryable() && error.is_token_refused()));

        let id = self.text("x-amzn-requestid");
        assert_eq!(error.request_id().is_some(), id.is_some());
        if succeeded {
            assert_eq!((error.code(), error.retry_after()), (None, None));
        }
        if error.retry_after().is_some() {
            assert!(self.text("retry-after").or(self.text("x-amz-retry-after")).is_some());
        }

        check_log_line(error);
        check_leaks(error, input);
    }

    /// Returns the value of a header, if it is text and not empty.
    fn text(&self, name: &str) -> Option<&str> {
        let text = self.head.headers().get(name)?.to_str().ok()?.trim();
        (!text.is_empty()).then_some(text)
    }
}

/// Checks that the error fits on one line of a log.
fn check_log_line(error: &Error) {
    assert!(!error.to_string().contains(char::is_control));
    // The message of an unreadable response starts with a description, followed by a colon.
    let mut message = error.message().unwrap_or_default();
    if error.kind() == ErrorKind::UnreadableResponse {
        message = message.split_once(": ").map_or(message, |(_, cause)| cause);
    }
    for text in [Some(message), error.code(), error.request_id()].into_iter().flatten() {
        assert!(text.chars().count() <= LONGEST_TEXT);
    }
}

/// Checks that neither the token nor a part of it is in the error or in its cause.
fn check_leaks(error: &Error, input: &[u8]) {
    let cause = error.get_ref().map(|cause| cause as &(dyn StdError + 'static));
    let causes = successors(cause, |error| (*error).source());
    let chain = iter::once(error as &(dyn StdError + 'static)).chain(causes);
    let rendered = chain.map(|error| format!("{error}\n{error:#}\n{error:?}\n{error:#?}\n"));
    let rendered = rendered.collect::<Vec<_>>().concat();
    assert!(!rendered.contains(TOKEN));
    for start in 0..=TOKEN.len() - LEAK_LENGTH {
        let part = &TOKEN[start..start + LEAK_LENGTH];
        // The input itself may contain the same characters. Then they are no leak.
        let is_in_input = || input.windows(LEAK_LENGTH).any(|text| text == part.as_bytes());
        assert!(!rendered.contains(part) || is_in_input(), "{part} is leaked");
    }
}

impl Transport for FakeResponse {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        let response = self.head.clone().map(|()| self.body.clone());
        let result = match self.end {
            End::Complete => Ok(response),
            End::Incomplete => {
                Err(TransportError::incomplete_body(response.into_parts().0, "incomplete body"))
            }
            End::TooLarge => {
                Err(TransportError::too_large(response.into_parts().0, MAX_RESPONSE_BYTES))
            }
        };
        Box::pin(std::future::ready(result))
    }
}

/// Replaces each `~` by the token and each `^` by a long text.
fn expand(text: &[u8]) -> Bytes {
    let mut expanded = Vec::with_capacity(text.len());
    for byte in text {
        match byte {
            b'~' => expanded.extend_from_slice(TOKEN.as_bytes()),
            b'^' => expanded.resize(expanded.len() + LONG_TEXT, b'.'),
            byte => expanded.push(*byte),
        }
    }
    Bytes::from(expanded)
}

fn split_once<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let start = text.windows(separator.len()).position(|window| window == separator)?;
    Some((&text[..start], &text[start + separator.len()..]))
}
