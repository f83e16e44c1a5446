//! The error kind of a response, for any content.

use connect_participant::{Error, ErrorKind};
use connect_participant_model::{EXCEPTIONS, THROTTLING_CODES};
use connect_participant_tests::{Outcome, ScriptedTransport, everything_in, kind_of, typing};
use futures_executor::block_on;
use proptest::prelude::*;
use serde_json::json;

use crate::cases;

/// Returns the error of a call that gets this response once.
fn error_of(status: u16, header: Option<&http::HeaderValue>, body: &[u8]) -> Error {
    let mut response = http::Response::new(bytes::Bytes::copy_from_slice(body));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    if let Some(header) = header {
        response.headers_mut().insert("x-amzn-errortype", header.clone());
    }
    let transport = ScriptedTransport::new(move |_| Outcome::from(response.clone()));
    block_on(transport.client().call(typing())).unwrap_err()
}

fn kind_of_status(status: u16) -> ErrorKind {
    let exception = EXCEPTIONS.iter().find(|exception| exception.status == status);
    exception.map_or(ErrorKind::Service, |exception| {
        kind_of(exception.name).expect("every exception has a kind")
    })
}

/// Names of known errors, and others.
fn name() -> impl Strategy<Value = String> {
    let exceptions: Vec<_> = EXCEPTIONS.iter().map(|exception| exception.name.to_owned()).collect();
    let codes: Vec<_> = THROTTLING_CODES.iter().map(|code| (*code).to_owned()).collect();
    prop_oneof![
        3 => proptest::sample::select(exceptions),
        2 => proptest::sample::select(codes),
        2 => "[A-Za-z0-9._]{1,30}",
        1 => "(Throttling|Validation|throttling)(exception|Exception )?",
    ]
}

/// A name, and the name with the decoration that the service may add.
fn decorated() -> impl Strategy<Value = (String, String)> {
    let namespace = prop_oneof![Just(String::new()), "[a-z.]{0,20}#", "[a-z]{0,5}#[a-z]{0,5}#"];
    let uri = prop_oneof![Just(String::new()), Just(":".to_owned()), ":[ -~]{0,30}"];
    (namespace, name(), uri).prop_map(|(namespace, name, uri)| {
        let text = format!("{namespace}{name}{uri}");
        (name.trim().to_owned(), text)
    })
}

fn error_status() -> impl Strategy<Value = u16> {
    prop_oneof![
        3 => proptest::sample::select(EXCEPTIONS.iter().map(|exception| exception.status).collect::<Vec<_>>()),
        1 => 300_u16..=599,
    ]
}

proptest! {
    #![proptest_config(cases(2048))]

    #[test]
    fn a_name_decides_the_kind_in_every_place(
        status in error_status(),
        (name, text) in decorated(),
        place in 0..3,
        other in name(),
    ) {
        let body = match place {
            0 => json!({ "code": other, "__type": other }),
            1 => json!({ "code": text, "__type": other, "detail": { "__type": other } }),
            _ => json!({ "__type": text, "detail": { "code": other } }),
        };
        let header = (place == 0).then(|| text.parse().unwrap());
        let error = error_of(status, header.as_ref(), body.to_string().as_bytes());
        prop_assert_eq!(error.kind(), kind_of(&name).unwrap_or(ErrorKind::Service));
        prop_assert_eq!(error.code(), Some(name.as_str()));
        let is_retryable = match error.kind() {
            ErrorKind::Throttling | ErrorKind::InternalServer => true,
            ErrorKind::Service => {
                [429, 500, 502, 503, 504].contains(&status)
                    || THROTTLING_CODES.contains(&name.as_str())
            }
            _ => false,
        };
        prop_assert_eq!(error.is_retryable(), is_retryable, "{}", error);
    }

    #[test]
    fn the_status_decides_the_kind_without_a_name(
        status in error_status(),
        body in prop_oneof![
            Just("{}".to_owned()),
            "<html>.{0,50}",
            name().prop_map(|name| json!({ "detail": { "__type": name } }).to_string()),
            name().prop_map(|name| json!([{ "__type": name }]).to_string()),
            name().prop_map(|name| json!({ "__type": [name], "code": 7 }).to_string()),
        ],
        header in proptest::option::of("[:# ]{0,3}"),
    ) {
        let header = header.map(|header| header.parse().unwrap());
        let error = error_of(status, header.as_ref(), body.as_bytes());
        prop_assert_eq!(error.kind(), kind_of_status(status));
        prop_assert_eq!(error.code(), None);
    }

    /// No response causes a panic, a message of more than one line, or a message of unlimited
    /// length.
    #[test]
    fn any_response_is_an_error_that_can_be_logged(
        status in 300_u16..=999,
        header in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..60)),
        body in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..200),
            (any::<String>(), any::<String>(), any::<String>()).prop_map(|(code, kind, message)| {
                json!({ "code": code, "__type": kind, "message": message }).to_string().into_bytes()
            }),
            ".{0,5}".prop_map(|text| json!({ "Message": text.repeat(3_000) }).to_string().into_bytes()),
        ],
    ) {
        let header = header.and_then(|header| http::HeaderValue::from_bytes(&header).ok());
        let error = error_of(status, header.as_ref(), &body);
        let text = error.to_string();
        prop_assert!(!text.chars().any(char::is_control), "{:?}", text);
        prop_assert!(text.chars().count() < 4_100, "{}", text.len());
        prop_assert_eq!(error.status().unwrap().as_u16(), status);
        prop_assert!(everything_in(&error).contains(&status.to_string()));
    }
}
