//! Requests to pre-signed URLs: uploads and downloads of attachments.

use std::collections::BTreeMap;

use bytes::Bytes;
use connect_participant_model::header::BEARER;
use http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Request};
use http_body_util::Full;

use crate::contact::attachment::{Attachment, Stage};
use crate::links::{AttachmentLink, Purpose};
use crate::lock::lock;
use crate::percent;
use crate::refusal_reason::RefusalReason;
use crate::response::{ErrorResponse, Response, wrong_method};
use crate::service::Service;

/// The path prefix of all pre-signed URLs. The paths of operations do not start with it.
const PREFIX: &str = "/_local/attachments/";

/// Returns the pre-signed URL with this secret.
pub(crate) fn url(service_url: &str, secret: &str) -> String {
    format!("{service_url}{PREFIX}{secret}")
}

/// Returns the secret in the path of a pre-signed URL. Returns `None` for any other path.
pub(crate) fn secret(path: &str) -> Option<&str> {
    path.strip_prefix(PREFIX)
}

/// Returns the headers that an upload must have. They are signed together with its URL.
pub(crate) fn signed_headers(
    attachment: &Attachment,
    contact_id: &str,
) -> BTreeMap<String, String> {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    BTreeMap::from([
        header("Content-Type", &attachment.content_type),
        header("Content-Length", &attachment.size.to_string()),
        header("x-amz-meta-contact-id", contact_id),
    ])
}

pub(crate) fn respond(service: &Service, secret: &str, request: &Request<Bytes>) -> Response {
    let link = match service.links.find(secret, service.clock.now()) {
        Ok(link) => link,
        Err(reason) => return ErrorResponse::access_denied(reason).into(),
    };
    let (method, handle): (_, Handle) = match link.purpose {
        Purpose::Upload => ("PUT", put),
        Purpose::Show | Purpose::Save => ("GET", get),
    };
    if request.method().as_str() != method {
        return wrong_method("the URL", method);
    }
    if request.headers().contains_key(BEARER) {
        // The real URL belongs to Amazon S3, and the token must not be sent there.
        let message = "a request to a pre-signed URL must not have `X-Amz-Bearer`";
        return ErrorResponse::validation(message).into();
    }
    handle(&link, request).unwrap_or_else(Response::from)
}

type Handle = fn(&AttachmentLink, &Request<Bytes>) -> Result<Response, ErrorResponse>;

/// Stores the bytes of an attachment. A later upload replaces them, until the attachment is
/// complete.
fn put(link: &AttachmentLink, request: &Request<Bytes>) -> Result<Response, ErrorResponse> {
    let mut contact = lock(&link.contact);
    let contact_id = contact.id().to_owned();
    let attachment = contact.attachments.get_mut(&link.attachment_id).ok_or_else(unknown_url)?;
    if let Stage::Sent(_) = attachment.stage {
        return Err(ErrorResponse::access_denied(RefusalReason::AttachmentState));
    }
    let size = request.body().len();
    if i64::try_from(size) != Ok(attachment.size) {
        let announced = attachment.size;
        let message = format!("the body has {size} bytes, but {announced} were announced");
        return Err(ErrorResponse::validation(message));
    }
    for (name, value) in signed_headers(attachment, &contact_id) {
        let mut values = request.headers().get_all(&name).iter();
        let is_signed = values.next().is_some_and(|found| found == value.as_str());
        if !is_signed || values.next().is_some() {
            let message = format!("the header `{name}` differs from the signed one");
            return Err(ErrorResponse::wrong_signature(message));
        }
    }
    attachment.stage = Stage::Uploaded(request.body().clone());
    Ok(Response::default())
}

/// Returns the bytes of an attachment.
fn get(link: &AttachmentLink, _: &Request<Bytes>) -> Result<Response, ErrorResponse> {
    let contact = lock(&link.contact);
    let attachment = contact.attachments.get(&link.attachment_id).ok_or_else(unknown_url)?;
    let Stage::Sent(bytes) = &attachment.stage else { return Err(unknown_url()) };
    let disposition = if link.purpose == Purpose::Show { "inline" } else { "attachment" };
    let name = percent::encode(&attachment.name);
    let mut response = Response::new(Full::new(bytes.clone()));
    for (header, value) in [
        (CONTENT_TYPE, attachment.content_type.clone()),
        (CONTENT_DISPOSITION, format!("{disposition}; filename*=UTF-8''{name}")),
        // A page in an attachment has the origin of the control, but may not use it.
        (CONTENT_SECURITY_POLICY, "sandbox".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ] {
        // `StartAttachmentUpload` has checked that the content type is a valid header value.
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(header, value);
        }
    }
    Ok(response)
}

fn unknown_url() -> ErrorResponse {
    ErrorResponse::access_denied(RefusalReason::UnknownUrl)
}
