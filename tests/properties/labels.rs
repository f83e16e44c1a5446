//! Labels in the path of a request.

use connect_participant::DescribeViewInput;
use connect_participant_tests::{CapturingTransport, connection_token};
use futures_executor::block_on;
use proptest::prelude::*;

use crate::cases;

/// Returns the URI of a call with this label, or `None` if the input is invalid.
fn path(view_token: &str) -> Option<String> {
    let captured = CapturingTransport::default();
    let input = DescribeViewInput::new(view_token, connection_token());
    let called = block_on(captured.client().call(input));
    let requests = captured.take();
    assert_eq!(called.is_ok(), requests.len() == 1);
    Some(requests.first()?.uri().to_string())
}

fn decoded(label: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = label.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #![proptest_config(cases(512))]

    /// Any label stays within its segment of the path, and decodes to the same text.
    #[test]
    fn a_label_is_one_segment_and_decodes_to_the_same_text(
        view_token in prop_oneof!["\\PC{1,40}", ".{1,40}", "[./%?#&=+ ~a-z]{1,12}"],
    ) {
        const PREFIX: &str = "https://participant.connect.eu-central-1.amazonaws.com/participant/views/";
        if view_token == "." || view_token == ".." {
            prop_assert_eq!(path(&view_token), None);
            return Ok(());
        }
        let path = path(&view_token).unwrap();
        let label = path.strip_prefix(PREFIX).unwrap();
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
        prop_assert!(label.bytes().all(is_allowed), "{}", label);
        prop_assert_eq!(decoded(label), view_token);
        // A URL parser does not change it, so it is sent as it is.
        let parsed = reqwest::Url::parse(&path).unwrap();
        prop_assert_eq!(parsed.as_str(), path);
    }
}
