//! Every status with every form in which an error names its type, one test each.

use connect_participant::ErrorKind::{
    self, AccessDenied, Conflict, InternalServer, ResourceNotFound, Service, ServiceQuotaExceeded,
    Throttling, Validation,
};
use connect_participant_tests::Response;

use crate::call::error_of;

const URI: &str = "http://internal.amazon.com/coral/com.amazonaws.connect/#x";

/// Returns the name and the kind of an exception that does not belong to this status. The name must
/// take precedence.
fn named(status: u16) -> (&'static str, ErrorKind) {
    match status {
        429 => ("ConflictException", Conflict),
        _ => ("ThrottlingException", Throttling),
    }
}

async fn check(response: Response, status: u16, kind: ErrorKind) {
    let error = error_of(response).await;
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (kind, status), "{error}");
}

/// Checks that the kind follows a name in this form.
async fn assert_name_decides(status: u16, form: impl Fn(Response, &str) -> Response) {
    let (name, kind) = named(status);
    check(form(Response::status(status), name), status, kind).await;
}

macro_rules! rows {
    ($($status:literal $module:ident => $kind:ident;)*) => {$(
        mod $module {
            use super::*;

            #[tokio::test]
            async fn header() {
                assert_name_decides($status, |response, name| response.header("x-amzn-errortype", name)).await;
            }

            #[tokio::test]
            async fn header_with_colon() {
                let form = |response: Response, name: &str| {
                    response.header("x-amzn-errortype", &format!("{name}:"))
                };
                assert_name_decides($status, form).await;
            }

            #[tokio::test]
            async fn header_with_uri() {
                let form = |response: Response, name: &str| {
                    response.header("x-amzn-errortype", &format!("{name}:{URI}"))
                };
                assert_name_decides($status, form).await;
            }

            #[tokio::test]
            async fn header_with_namespace() {
                let form = |response: Response, name: &str| {
                    response.header("x-amzn-errortype", &format!("com.amazonaws#{name}"))
                };
                assert_name_decides($status, form).await;
            }

            #[tokio::test]
            async fn header_with_namespace_and_uri() {
                let form = |response: Response, name: &str| {
                    response.header("x-amzn-errortype", &format!("com.amazonaws#{name}:{URI}"))
                };
                assert_name_decides($status, form).await;
            }

            #[tokio::test]
            async fn code_in_the_body() {
                let form =
                    |response: Response, name: &str| response.body(format!(r#"{{"code":"{name}"}}"#));
                assert_name_decides($status, form).await;
            }

            #[tokio::test]
            async fn type_in_the_body() {
                let form = |response: Response, name: &str| {
                    response.body(format!(r#"{{"__type":"com.amazonaws#{name}"}}"#))
                };
                assert_name_decides($status, form).await;
            }

            #[tokio::test]
            async fn nested_type_is_ignored() {
                let (name, _) = named($status);
                let body = format!(r#"{{"detail":{{"__type":"{name}","code":"{name}"}}}}"#);
                check(Response::status($status).body(body), $status, $kind).await;
            }

            #[tokio::test]
            async fn no_name() {
                check(Response::status($status), $status, $kind).await;
            }

            #[tokio::test]
            async fn no_name_in_html() {
                let page = "<html><body>ThrottlingException</body></html>";
                let response = Response::status($status).header("content-type", "text/html");
                check(response.body(page), $status, $kind).await;
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
