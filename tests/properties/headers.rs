//! What goes over the wire in a request's head, whatever is in the input.

use connect_participant::{ConnectionToken, EventContentType, SendEventInput};
use connect_participant_tests::{Answer, HeldClock, Recorder, headers};
use proptest::prelude::*;

use crate::cases;

proptest! {
    #![proptest_config(cases(256))]

    /// A text can break out of a header, or out of the body, where it is not checked or escaped. The bytes on the wire
    /// are read by a server that knows nothing but lines.
    #[test]
    fn a_head_has_these_lines_and_no_others(
        token in "[!-~]{1,60}",
        message_id in "[^\\x00]{1,20}|\r\nX-Evil: 1\r\n\r\n",
        client_token in "[\\x00-\\x7f]{1,20}|\r\nX-Evil: 1\r\n\r\n",
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let request = runtime.block_on(async {
            let recorder = Recorder::start(Answer::ok("{}")).await;
            let client = HeldClock::retrying(recorder.url()).build().unwrap();
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
    fn what_no_header_carries_is_no_token(
        before in "[!-~]{0,20}",
        bad in "[\\x00-\\x20\\x7f-\u{10ffff}]{1,3}",
        after in "[!-~]{0,20}",
    ) {
        let token = format!("{before}{bad}{after}");
        prop_assert!(ConnectionToken::new(token).is_err());
    }
}
