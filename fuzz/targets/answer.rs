//! Whoever answers, and whatever: nothing panics, no token is told, and the error is one that can be logged.
//!
//! An input is an answer as one would write it down: the status, where it applies with ` cut short` or ` too large`, a
//! line for each header, an empty line, the body. `~` stands for the token of the call, and `^` for a lot of text. See
//! the ones in `seeds/`.

#![no_main]

use connect_participant::http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use connect_participant::{
    Bytes, Client, Error, ErrorKind, EventContentType, SendEventInput, SendEventOutput, Timestamp,
    Transport, TransportError, TransportFuture,
};
use futures_executor::block_on;
use libfuzzer_sys::{Corpus, fuzz_target};
use serde::de::IgnoredAny;

use crate::errors::everything_in;

#[path = "../../tests/support/errors.rs"]
mod errors;

const TOKEN: &str = "QVFJREFIaXNlY3JldHNlY3JldA==";
/// A part of the token that is as bad as the whole.
const PART: usize = 8;
/// The longest text of the service's that is told, with the sign that it is cut.
const LONGEST_TEXT: usize = 2_000 + 1;
/// What `^` stands for, in bytes: a text that is too long. Five of them are a body that is too large.
const LONG: usize = LONGEST_TEXT + 100;
const LARGEST_BODY: usize = 5 * LONG - 1;

fuzz_target!(|input: &[u8]| -> Corpus {
    let Some(answer) = Answer::parse(input) else { return Corpus::Reject };
    let client = Client::builder()
        .region("eu-central-1")
        .transport(answer.clone())
        .max_attempts(1)
        .max_response_bytes(LARGEST_BODY)
        .build()
        .unwrap();
    let event = SendEventInput::new(EventContentType::MessageRead, TOKEN.parse().unwrap())
        .message_id("1")
        .client_token("1");
    match block_on(client.call(event)) {
        Ok(output) => answer.check_success(&output),
        Err(error) => answer.check_error(&error, input),
    }
    Corpus::Keep
});

#[derive(Clone)]
struct Answer {
    head: Response<()>,
    body: Bytes,
    end: End,
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Whole,
    CutShort,
    TooLarge,
}

impl Answer {
    fn parse(input: &[u8]) -> Option<Self> {
        let (head, body) = split_once(input, b"\n\n")?;
        let mut lines = head.split(|byte| *byte == b'\n');
        let (status, end) = lines.next()?.split_at_checked(3)?;
        let mut head = Response::new(());
        *head.status_mut() = StatusCode::from_bytes(status).ok()?;
        let end = match end {
            b"" => End::Whole,
            b" cut short" => End::CutShort,
            b" too large" => End::TooLarge,
            _ => return None,
        };
        for line in lines {
            let (name, value) = split_once(line, b": ")?;
            let value = HeaderValue::from_maybe_shared(written_out(value)).ok()?;
            head.headers_mut().append(HeaderName::from_bytes(name).ok()?, value);
        }
        Some(Self { head, body: written_out(body), end })
    }

    /// A success that is read was one: an object, and the whole of it.
    fn check_success(&self, output: &SendEventOutput) {
        assert!(self.head.status().is_success());
        assert!(self.end == End::Whole && self.body.len() <= LARGEST_BODY);
        assert!(self.body.trim_ascii().starts_with(b"{"));
        serde_json::from_slice::<IgnoredAny>(&self.body).expect("JSON");
        // Not every text is a point in time, but every one can be asked.
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

        // Fit for a line of a log.
        assert!(!error.to_string().contains(char::is_control));
        let message = error.message().unwrap_or_default();
        let message = message
            .strip_prefix("the response is a success that cannot be read: ")
            .unwrap_or(message);
        for text in [Some(message), error.code(), error.request_id()].into_iter().flatten() {
            assert!(text.chars().count() <= LONGEST_TEXT);
        }

        let told = everything_in(error);
        assert!(!told.contains(TOKEN));
        for start in 0..=TOKEN.len() - PART {
            let part = &TOKEN[start..start + PART];
            // A part that does not come from the token is nobody's secret.
            let is_made_up = || input.windows(PART).any(|text| text == part.as_bytes());
            assert!(!told.contains(part) || is_made_up(), "{part} is told");
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        let text = self.head.headers().get(name)?.to_str().ok()?.trim();
        (!text.is_empty()).then_some(text)
    }
}

impl Transport for Answer {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        let answer = self.head.clone().map(|()| self.body.clone());
        let result = match self.end {
            End::Whole => Ok(answer),
            End::CutShort => Err(TransportError::incomplete_body(answer.into_parts().0, "cut short")),
            End::TooLarge => Err(TransportError::too_large(answer.into_parts().0, LARGEST_BODY)),
        };
        Box::pin(std::future::ready(result))
    }
}

/// A text with the signs in it written out.
fn written_out(text: &[u8]) -> Bytes {
    let mut long = Vec::with_capacity(text.len());
    for byte in text {
        match byte {
            b'~' => long.extend_from_slice(TOKEN.as_bytes()),
            b'^' => long.resize(long.len() + LONG, b'.'),
            byte => long.push(*byte),
        }
    }
    Bytes::from(long)
}

fn split_once<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let start = text.windows(separator.len()).position(|window| window == separator)?;
    Some((&text[..start], &text[start + separator.len()..]))
}
