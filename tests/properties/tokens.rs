//! Which text is a token, and that a token's text is nowhere to be read.

use connect_participant::{ConnectionToken, ErrorKind, ParticipantToken};
use connect_participant_tests::everything_in;
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

/// Whether something of use is in what was printed. The sentences have words of their own, so short texts do not count.
fn leaks(printed: &str, text: &str) -> bool {
    const OF_USE: usize = 9;
    let characters: Vec<_> = text.chars().collect();
    characters.windows(OF_USE).any(|part| {
        let part: String = part.iter().collect();
        // `Debug` would have escaped it.
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
    fn a_participant_token_is_no_different(text in text()) {
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
}
