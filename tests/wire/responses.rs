//! Successful responses.

use std::time::{Duration, UNIX_EPOCH};

use connect_participant_tests::Response;

use crate::call::result_of;

const ID: &str = "6bd8e4a7";
const TIME: &str = "2019-11-08T02:41:28.172Z";

#[tokio::test]
async fn both_members_are_read() {
    let output = result_of(Response::ok(format!(r#"{{"Id":"{ID}","AbsoluteTime":"{TIME}"}}"#)))
        .await
        .unwrap();
    assert_eq!(output.id.as_deref(), Some(ID));
    let time = output.absolute_time.unwrap();
    assert_eq!(time.as_str(), TIME);
    assert_eq!(time.to_system_time(), Some(UNIX_EPOCH + Duration::from_millis(1_573_180_888_172)));
}

#[tokio::test]
async fn both_members_are_optional() {
    for body in ["{}", " {\n} ", r#"{"Id":null,"AbsoluteTime":null}"#] {
        let output = result_of(Response::ok(body)).await.unwrap();
        assert_eq!((output.id, output.absolute_time), (None, None), "{body}");
    }
    let output = result_of(Response::ok(format!(r#"{{"Id":"{ID}"}}"#))).await.unwrap();
    assert_eq!((output.id.as_deref(), output.absolute_time), (Some(ID), None));
}

#[tokio::test]
async fn unknown_members_are_ignored() {
    let body = format!(
        r#"{{"Other":{{"Id":1}},"id":2,"Id":"{ID}","Message":"hm","__type":"ThrottlingException"}}"#
    );
    assert_eq!(result_of(Response::ok(body)).await.unwrap().id.as_deref(), Some(ID));
}

/// A timestamp keeps the text of the service, even if it cannot be parsed.
#[tokio::test]
async fn a_malformed_timestamp_is_kept() {
    let output = result_of(Response::ok(r#"{"AbsoluteTime":"yesterday"}"#)).await.unwrap();
    let time = output.absolute_time.unwrap();
    assert_eq!((time.as_str(), time.to_system_time()), ("yesterday", None));
}

#[tokio::test]
async fn any_2xx_is_a_success_with_any_content_type() {
    for status in [200, 201, 202, 299] {
        let response = Response::status(status)
            .header("content-type", "text/html")
            .body(format!(r#"{{"Id":"{ID}"}}"#));
        assert_eq!(result_of(response).await.unwrap().id.as_deref(), Some(ID), "{status}");
    }
}

#[tokio::test]
async fn a_body_of_1_mib_is_accepted() {
    let body = format!("{{{}}}", " ".repeat(1024 * 1024 - 2));
    assert_eq!(body.len(), 1024 * 1024);
    assert!(result_of(Response::ok(body)).await.is_ok());
}
