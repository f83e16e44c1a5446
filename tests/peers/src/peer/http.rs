//! Sends requests to pre-signed URLs with hyper, which both Rust clients use.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

use crate::call::{PresignedRequest, PresignedResponse};

pub async fn exchange(request: PresignedRequest) -> PresignedResponse {
    let PresignedRequest { method, url, headers, body } = request;
    let mut request = http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request =
        request.body(Full::new(Bytes::from(body.unwrap_or_default()))).expect("a request");
    let client = Client::builder(TokioExecutor::new()).build_http();
    let (head, body) = client.request(request).await.expect("a response").into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        (name.to_string(), value.to_str().unwrap_or_default().to_owned())
    };
    PresignedResponse {
        status: head.status.as_u16(),
        headers: head.headers.iter().map(header).collect(),
        body: String::from_utf8(body.to_vec()).expect("text"),
    }
}
