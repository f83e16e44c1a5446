//! Each status with each form in which an error says what it is, one test each.

use connect_participant::ErrorKind::{
    self, AccessDenied, Conflict, InternalServer, ResourceNotFound, Service, ServiceQuotaExceeded,
    Throttling, Validation,
};
use connect_participant_tests::Answer;

use crate::call::error_of;

const URI: &str = "http://internal.amazon.com/coral/com.amazonaws.connect/#x";

/// The name of an exception, and its kind, that is not the one of this status: what is named has to win.
fn named(status: u16) -> (&'static str, ErrorKind) {
    match status {
        429 => ("ConflictException", Conflict),
        _ => ("ThrottlingException", Throttling),
    }
}

async fn check(answer: Answer, status: u16, kind: ErrorKind) {
    let error = error_of(answer).await;
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (kind, status), "{error}");
}

/// The answer says what it is in this form, and is believed.
async fn is_believed(status: u16, form: impl Fn(Answer, &str) -> Answer) {
    let (name, kind) = named(status);
    check(form(Answer::status(status), name), status, kind).await;
}

macro_rules! rows {
    ($($status:literal $module:ident => $kind:ident;)*) => {$(
        mod $module {
            use super::*;

            #[tokio::test]
            async fn header() {
                is_believed($status, |answer, name| answer.header("x-amzn-errortype", name)).await;
            }

            #[tokio::test]
            async fn header_with_colon() {
                let form = |answer: Answer, name: &str| {
                    answer.header("x-amzn-errortype", &format!("{name}:"))
                };
                is_believed($status, form).await;
            }

            #[tokio::test]
            async fn header_with_uri() {
                let form = |answer: Answer, name: &str| {
                    answer.header("x-amzn-errortype", &format!("{name}:{URI}"))
                };
                is_believed($status, form).await;
            }

            #[tokio::test]
            async fn header_with_namespace() {
                let form = |answer: Answer, name: &str| {
                    answer.header("x-amzn-errortype", &format!("com.amazonaws#{name}"))
                };
                is_believed($status, form).await;
            }

            #[tokio::test]
            async fn header_with_namespace_and_uri() {
                let form = |answer: Answer, name: &str| {
                    answer.header("x-amzn-errortype", &format!("com.amazonaws#{name}:{URI}"))
                };
                is_believed($status, form).await;
            }

            #[tokio::test]
            async fn code_in_the_body() {
                let form =
                    |answer: Answer, name: &str| answer.body(format!(r#"{{"code":"{name}"}}"#));
                is_believed($status, form).await;
            }

            #[tokio::test]
            async fn type_in_the_body() {
                let form = |answer: Answer, name: &str| {
                    answer.body(format!(r#"{{"__type":"com.amazonaws#{name}"}}"#))
                };
                is_believed($status, form).await;
            }

            #[tokio::test]
            async fn nested_type_is_ignored() {
                let (name, _) = named($status);
                let body = format!(r#"{{"detail":{{"__type":"{name}","code":"{name}"}}}}"#);
                check(Answer::status($status).body(body), $status, $kind).await;
            }

            #[tokio::test]
            async fn none() {
                check(Answer::status($status), $status, $kind).await;
            }

            #[tokio::test]
            async fn none_in_a_page_of_html() {
                let page = "<html><body>ThrottlingException</body></html>";
                let answer = Answer::status($status).header("content-type", "text/html");
                check(answer.body(page), $status, $kind).await;
            }
        }
    )*};
}

rows! {
    400 status_400 => Validation;
    402 status_402 => ServiceQuotaExceeded;
    403 status_403 => AccessDenied;
    404 status_404 => ResourceNotFound;
    408 status_408 => Service;
    409 status_409 => Conflict;
    413 status_413 => Service;
    418 status_418 => Service;
    429 status_429 => Throttling;
    500 status_500 => InternalServer;
    501 status_501 => Service;
    502 status_502 => Service;
    503 status_503 => Service;
    504 status_504 => Service;
}
