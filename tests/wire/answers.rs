//! Answers that are a success.

use std::time::{Duration, UNIX_EPOCH};

use connect_participant_tests::Answer;

use crate::call::answered;

const ID: &str = "6bd8e4a7";
const TIME: &str = "2019-11-08T02:41:28.172Z";

#[tokio::test]
async fn both_members_are_read() {
    let output =
        answered(Answer::ok(format!(r#"{{"Id":"{ID}","AbsoluteTime":"{TIME}"}}"#))).await.unwrap();
    assert_eq!(output.id.as_deref(), Some(ID));
    let time = output.absolute_time.unwrap();
    assert_eq!(time.as_str(), TIME);
    assert_eq!(time.to_system_time(), Some(UNIX_EPOCH + Duration::from_millis(1_573_180_888_172)));
}

#[tokio::test]
async fn neither_member_is_needed() {
    for body in ["{}", " {\n} ", r#"{"Id":null,"AbsoluteTime":null}"#] {
        let output = answered(Answer::ok(body)).await.unwrap();
        assert_eq!((output.id, output.absolute_time), (None, None), "{body}");
    }
    let output = answered(Answer::ok(format!(r#"{{"Id":"{ID}"}}"#))).await.unwrap();
    assert_eq!((output.id.as_deref(), output.absolute_time), (Some(ID), None));
}

#[tokio::test]
async fn unknown_members_are_ignored() {
    let body = format!(
        r#"{{"Other":{{"Id":1}},"id":2,"Id":"{ID}","Message":"hm","__type":"ThrottlingException"}}"#
    );
    assert_eq!(answered(Answer::ok(body)).await.unwrap().id.as_deref(), Some(ID));
}

/// It is the text that the service sent, whatever it is; only the parsed view is empty.
#[tokio::test]
async fn a_time_of_another_form_is_kept() {
    let output = answered(Answer::ok(r#"{"AbsoluteTime":"yesterday"}"#)).await.unwrap();
    let time = output.absolute_time.unwrap();
    assert_eq!((time.as_str(), time.to_system_time()), ("yesterday", None));
}

#[tokio::test]
async fn any_2xx_is_a_success_and_the_content_type_does_not_matter() {
    for status in [200, 201, 202, 299] {
        let answer = Answer::status(status)
            .header("content-type", "text/html")
            .body(format!(r#"{{"Id":"{ID}"}}"#));
        assert_eq!(answered(answer).await.unwrap().id.as_deref(), Some(ID), "{status}");
    }
}

#[tokio::test]
async fn a_body_of_1_mib_is_read() {
    let body = format!("{{{}}}", " ".repeat(1024 * 1024 - 2));
    assert_eq!(body.len(), 1024 * 1024);
    assert!(answered(Answer::ok(body)).await.is_ok());
}
