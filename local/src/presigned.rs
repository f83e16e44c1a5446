//! Pre-signed URLs: where the bytes of attachments are put, and where they are got.

pub(crate) mod links;

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderValue, Request, Uri};
use http_body_util::Full;

use self::links::{Link, Purpose};
use super::answer::{Answer, Refusal, wrong_method};
use super::contact::attachment::{Attachment, Stage};
use super::lock::lock;
use super::service::Service;
use crate::header::BEARER;
use crate::percent;

/// Where all of them are. No operation's path begins like it.
const DIRECTORY: &str = "/_local/attachments/";

/// The URL with this secret, of the service with this URL.
pub(crate) fn url(service_url: &str, secret: &str) -> String {
    format!("{service_url}{DIRECTORY}{secret}")
}

/// The secret of a URL that may be one of them.
pub(crate) fn secret(uri: &Uri) -> Option<&str> {
    uri.path().strip_prefix(DIRECTORY)
}

/// The headers that are signed together with the URL of an upload.
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

pub(crate) fn answer(service: &Service, secret: &str, request: &Request<Bytes>) -> Answer {
    let Some(link) = service.links.find(secret, service.clock.now()) else {
        return Refusal::access_denied().into();
    };
    let (method, handle): (_, Handle) = match link.purpose {
        Purpose::Upload => ("PUT", put),
        Purpose::Show | Purpose::Save => ("GET", get),
    };
    if request.method().as_str() != method {
        return wrong_method("the URL", method);
    }
    if request.headers().contains_key(BEARER) {
        // It is not the service that gets it, but a storage.
        return Refusal::validation(
            "`X-Amz-Bearer` does not belong into a request to a pre-signed URL",
        )
        .into();
    }
    handle(&link, request).unwrap_or_else(Answer::from)
}

type Handle = fn(&Link, &Request<Bytes>) -> Result<Answer, Refusal>;

/// Keeps the bytes of an attachment. Bytes that are put once more replace them, until the attachment is sent.
fn put(link: &Link, request: &Request<Bytes>) -> Result<Answer, Refusal> {
    let mut contact = lock(&link.contact);
    let contact_id = contact.id().to_owned();
    let attachment =
        contact.attachments.get_mut(&link.attachment_id).ok_or_else(Refusal::access_denied)?;
    if let Stage::Sent(_) = attachment.stage {
        return Err(Refusal::access_denied());
    }
    let size = request.body().len();
    if i64::try_from(size) != Ok(attachment.size) {
        let announced = attachment.size;
        let message = format!("the body has {size} bytes, where {announced} were announced");
        return Err(Refusal::validation(message));
    }
    for (name, value) in signed_headers(attachment, &contact_id) {
        let mut values = request.headers().get_all(&name).iter();
        let is_signed = values.next().is_some_and(|found| found == value.as_str());
        if !is_signed || values.next().is_some() {
            let message = format!("the header `{name}` is not the one that was signed");
            return Err(Refusal::wrong_signature(message));
        }
    }
    attachment.stage = Stage::Uploaded(request.body().clone());
    Ok(Answer::default())
}

/// The bytes of an attachment.
fn get(link: &Link, _: &Request<Bytes>) -> Result<Answer, Refusal> {
    let contact = lock(&link.contact);
    let attachment =
        contact.attachments.get(&link.attachment_id).ok_or_else(Refusal::access_denied)?;
    let Stage::Sent(bytes) = &attachment.stage else { return Err(Refusal::access_denied()) };
    let disposition = if link.purpose == Purpose::Show { "inline" } else { "attachment" };
    let name = percent::encode(&attachment.name);
    let mut answer = Answer::new(Full::new(bytes.clone()));
    for (header, value) in [
        (CONTENT_TYPE, attachment.content_type.clone()),
        (CONTENT_DISPOSITION, format!("{disposition}; filename*=UTF-8''{name}")),
    ] {
        // A content type that is not fit for a header was not taken.
        if let Ok(value) = HeaderValue::try_from(value) {
            answer.headers_mut().insert(header, value);
        }
    }
    Ok(answer)
}
