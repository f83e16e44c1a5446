//! The page for people, with which they talk to the program under test in a browser.
//!
//! It is one file that loads nothing, and acts by the routes of the control alone.

use bytes::Bytes;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, LOCATION};
use http::{HeaderValue, Method, Request, StatusCode};
use http_body_util::Full;

use crate::ids::random_uuid;
use crate::response::{ErrorResponse, Response, wrong_method};
use crate::sites::SEC_FETCH_SITE;

/// The path of the page.
pub(crate) const PATH: &str = "/_local/";

/// The path without the slash, which redirects to the page.
const SHORT_PATH: &str = "/_local";

/// The page, in which `{nonce}` stands for the nonce of its script and its style.
const PAGE: &str = include_str!("page/page.html");

/// Headers with which a browser keeps other sites from showing or reading the page, and the page from
/// loading anything. With trusted types, the script cannot turn text into HTML.
const HEADERS: [(&str, &str); 6] = [
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// Returns `true` if this is a path of the page.
pub(crate) fn has_path(path: &str) -> bool {
    path == PATH || path == SHORT_PATH
}

/// Returns `true` if this is a request with which a page of the service reads.
pub(crate) fn reads<B>(request: &Request<B>) -> bool {
    let is_own = request.headers().get(SEC_FETCH_SITE).is_some_and(|site| site == "same-origin");
    request.method() == Method::GET && is_own
}

/// Responds to a request to a path of the page.
pub(crate) fn respond(method: &Method, path: &str) -> Response {
    if method != Method::GET {
        return wrong_method(&format!("`{PATH}`"), "GET");
    }
    let mut response = Response::default();
    if path == SHORT_PATH {
        *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
        response.headers_mut().insert(LOCATION, HeaderValue::from_static(PATH));
        return response;
    }
    let Ok(nonce) = random_uuid() else {
        return ErrorResponse::internal_server("the system has no random bytes").into();
    };
    let nonce = nonce.simple().to_string();
    *response.body_mut() = Full::new(Bytes::from(PAGE.replace("{nonce}", &nonce)));
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; \
         connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // The nonce is hexadecimal, so this is always a valid header value.
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
