//! The text of tokens: which text is valid, and that errors do not contain it.

use std::sync::Mutex;

use connect_participant::{
    ConnectionToken, ErrorKind, EventContentType, ParticipantToken, SendEventInput,
};
use connect_participant_tests::{Outcome, ScriptedTransport, everything_in};
use proptest::prelude::*;

use crate::cases;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[!-~]{0,40}",
        "[!-~]{990,1010}",
        ("[!-~]{0,20}", any::<char>(), "[!-~]{0,20}").prop_map(|(a, b, c)| format!("{a}{b}{c}")),
        ("[!-~]{0,20}", "[\x00-\x20\x7f\u{80}-\u{ff}]", "[!-~]{0,20}")
            .prop_map(|(a, b, c)| format!("{a}{b}{c}")),
        "é{499,501}",
    ]
}

fn is_token(text: &str) -> bool {
    (1..=1000).contains(&text.len()) && text.chars().all(|character| matches!(character, '!'..='~'))
}

/// Returns `true` if a part of a token that is long enough to be useful is in the printed text.
/// Shorter parts may also be in the sentences.
fn leaks(printed: &str, text: &str) -> bool {
    const USEFUL_LENGTH: usize = 9;
    let characters: Vec<_> = text.chars().collect();
    characters.windows(USEFUL_LENGTH).any(|part| {
        let part: String = part.iter().collect();
        // `Debug` escapes characters.
        printed.contains(&part) || printed.contains(&part.escape_debug().to_string())
    })
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn a_token_is_1_to_1000_visible_ascii_characters(text in text()) {
        match ConnectionToken::new(text.as_str()) {
            Ok(token) => {
                prop_assert!(is_token(&text));
                prop_assert_eq!(token.expose(), &text);
                prop_assert_eq!(format!("{token:?} {token:#?}"), "ConnectionToken(…) ConnectionToken(…)");
                prop_assert_eq!(&token, &text.parse().unwrap());
                let header = http::HeaderValue::from(token);
                prop_assert_eq!(header.as_bytes(), text.as_bytes());
                prop_assert!(header.is_sensitive());
            }
            Err(error) => {
                prop_assert!(!is_token(&text), "{}", error);
                prop_assert_eq!(error.kind(), ErrorKind::InvalidInput);
                prop_assert!(!leaks(&everything_in(&error), &text), "{:?}", error);
            }
        }
    }

    #[test]
    fn a_participant_token_follows_the_same_rules(text in text()) {
        match ParticipantToken::new(text.as_str()) {
            Ok(token) => {
                prop_assert!(is_token(&text));
                prop_assert_eq!(token.expose(), &text);
                prop_assert_eq!(format!("{token:?}"), "ParticipantToken(…)");
            }
            Err(error) => {
                prop_assert!(!is_token(&text), "{}", error);
                prop_assert!(!leaks(&everything_in(&error), &text), "{:?}", error);
            }
        }
    }

    /// For any token, and any place in which the service repeats it, plain or quoted.
    #[test]
    fn a_token_repeated_by_the_service_is_in_no_error(
        token in "[!-~]{16,60}",
        status in prop_oneof![Just(200_u16), Just(307), Just(403), Just(503)],
        place in 0..8,
    ) {
        let quoted = serde_json::to_string(&token).unwrap();
        let debugged = serde_json::to_string(&format!("{token:?}")).unwrap();
        let body = match place {
            0 => quoted,
            1 => format!(r#"{{"Id":{{{quoted}:1}},"message":{quoted}}}"#),
            2 => format!(r#"{{"Id":[{quoted}],"code":{quoted}}}"#),
            3 => format!(r#"{{"Id":1,"__type":{quoted}}}"#),
            4 => format!(r#"{{"Id":1,"message":{debugged}}}"#),
            5 => format!(r#"{{"AbsoluteTime":{{"x":{quoted}}},"Message":{debugged}}}"#),
            _ => token.clone(),
        };
        let mut outcome = Outcome::status(status).body(body);
        if place > 5 {
            outcome = outcome.header("x-amzn-errortype", &token).header("x-amzn-requestid", &token);
        }
        let response = Mutex::new(Some(outcome));
        let client = ScriptedTransport::new(move |_| response.lock().unwrap().take().unwrap()).client();
        let input = SendEventInput::new(EventContentType::Typing, token.parse().unwrap());
        let Err(error) = futures_executor::block_on(client.call(input)) else {
            return Ok(());
        };
        prop_assert!(!leaks(&everything_in(&error), &token), "{:?}", error);
    }
}
