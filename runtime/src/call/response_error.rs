//! The error of a response, for layers.

use bytes::Bytes;
use http::Response;

use crate::clock::Time;
use crate::error::Error;
use crate::protocol::response::ResponseReader;
use crate::redact::Redactor;
use crate::retry::classify;
use crate::types::token::ConnectionToken;

impl Error {
    /// Returns the error that a call with this token returns for a response, or `None` if the
    /// response is a success. It is meant for a [layer](crate::ClientBuilder::layer), which has to
    /// know what a response means.
    ///
    /// The operation and the number of attempts are not set.
    ///
    /// ```
    /// use connect_participant::{Bytes, ConnectionToken, Error, http};
    ///
    /// let token = ConnectionToken::new("QVFJREFIaXNhbXBsZQ==")?;
    /// let body = Bytes::from_static(br#"{"message":"Access denied"}"#);
    /// let response = http::Response::builder().status(403).body(body).unwrap();
    /// let error = Error::from_http_response(&response, &token).unwrap();
    /// assert!(error.is_token_refused());
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn from_http_response(response: &Response<Bytes>, token: &ConnectionToken) -> Option<Self> {
        if response.status().is_success() {
            return None;
        }
        let redactor = Redactor::new(Some(token.clone().into()), Vec::new());
        let reader = ResponseReader { redactor: &redactor, time: &Time::Tokio };
        Some(classify(reader.error(response.status(), response.headers(), response.body())))
    }
}
