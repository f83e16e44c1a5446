//! The headers of an upload that `StartAttachmentUpload` asks for.

use connect_participant_model::header;
use http::header::{CONTENT_LENGTH, HOST};
use http::uri::{Authority, Scheme};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use crate::operation::start_attachment_upload::{MAX_SIGNED_HEADERS, UploadMetadata};

/// The maximum size of all names and values, in bytes. Amazon S3 accepts 8 KB of headers.
const MAX_BYTES: usize = 16 * 1024;

/// The headers that a response must not set: those of [a connection][connection], which belong to
/// the transport, and the bearer token.
///
/// [connection]: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const FORBIDDEN: &[&str] = &[
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    header::BEARER,
];

/// Returns the headers of the `PUT` of `size` bytes to `uri`.
///
/// The error completes a sentence that begins with "the upload metadata". It quotes no header,
/// because a header can contain a secret.
pub(super) fn signed_headers(
    metadata: &UploadMetadata,
    uri: &Uri,
    size: u64,
) -> Result<HeaderMap, &'static str> {
    let mut headers = HeaderMap::new();
    let mut bytes = 0_usize;
    for (name, value) in metadata.headers_to_include.iter().flatten() {
        bytes = bytes.saturating_add(name.len()).saturating_add(value.len());
        if bytes > MAX_BYTES || headers.len() >= MAX_SIGNED_HEADERS {
            return Err("has too many or too long headers");
        }
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_str(value);
        let (Ok(name), Ok(value)) = (name, value) else { return Err("has an invalid header") };
        if FORBIDDEN.contains(&name.as_str()) {
            return Err("has a header that only the client may set");
        }
        if name == HOST {
            // The signature covers the host, so it may be listed. The transport sends it.
            if !is_host(&value, uri) {
                return Err("is for another host");
            }
        } else if headers.try_insert(name, value).ok().flatten().is_some() {
            return Err("has a header twice");
        }
    }
    let length = HeaderValue::from(size);
    match headers.try_insert(CONTENT_LENGTH, length.clone()) {
        Ok(Some(signed)) if signed != length => Err("is for an attachment of another size"),
        Ok(_) => Ok(headers),
        Err(_) => Err("has too many or too long headers"),
    }
}

/// Returns `true` if the value of a header `Host` is the host of a URL.
fn is_host(value: &HeaderValue, uri: &Uri) -> bool {
    let default_port = if uri.scheme() == Some(&Scheme::HTTP) { ":80" } else { ":443" };
    let host = |text: &str| text.strip_suffix(default_port).unwrap_or(text).to_ascii_lowercase();
    let of_uri = uri.authority().map(Authority::as_str).map(host);
    value.to_str().ok().map(host) == of_uri
}
