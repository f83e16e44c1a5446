//! The headers of a request, for any input.

use connect_participant::{ConnectionToken, EventContentType, SendEventInput};
use connect_participant_tests::{ManualClock, Recorder, Response, headers};
use proptest::prelude::*;

use crate::cases;

proptest! {
    #![proptest_config(cases(256))]

    /// Unchecked or unescaped text could end a header or the body, and start another header. The
    /// recorder parses lines only, so it would see such a header.
    #[test]
    fn a_request_has_these_headers_and_no_others(
        token in "[!-~]{1,60}",
        message_id in "[^\\x00]{1,20}|\r\nX-Evil: 1\r\n\r\n",
        client_token in "[\\x00-\\x7f]{1,20}|\r\nX-Evil: 1\r\n\r\n",
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let request = runtime.block_on(async {
            let recorder = Recorder::start(Response::ok("{}")).await;
            let client = ManualClock::retrying(recorder.url()).build().unwrap();
            let input = SendEventInput::new(
                EventContentType::MessageRead,
                ConnectionToken::new(token.as_str()).unwrap(),
            );
            client
                .call(input.message_id(&message_id).client_token(&client_token))
                .await
                .unwrap();
            recorder.request()
        });
        let names =
            headers(&["content-length", "content-type", "host", "user-agent", "x-amz-bearer"]);
        prop_assert_eq!(request.header_names(), names);
        prop_assert_eq!(request.values("x-amz-bearer"), [token.as_str()]);
        prop_assert_eq!(request.member("ClientToken"), client_token);
        let content: serde_json::Value = serde_json::from_str(&request.member("Content")).unwrap();
        prop_assert_eq!(content["messageId"].as_str(), Some(message_id.as_str()));
    }

    #[test]
    fn text_that_is_no_header_value_is_rejected_as_a_token(
        before in "[!-~]{0,20}",
        bad in "[\\x00-\\x20\\x7f-\u{10ffff}]{1,3}",
        after in "[!-~]{0,20}",
    ) {
        let token = format!("{before}{bad}{after}");
        prop_assert!(ConnectionToken::new(token).is_err());
    }
}
