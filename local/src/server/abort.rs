//! Connections that end without a complete response.

use std::error::Error;
use std::fmt::{self, Write};

use bytes::Bytes;
use http::Version;
use http::header::{CONTENT_LENGTH, DATE};
use http_body_util::{BodyExt, Collected};

use crate::response::Response;

/// The end of a connection without a complete response.
#[derive(Debug)]
pub(crate) enum Abort {
    /// Resets the connection.
    Reset,
    /// Closes the connection after these bytes, which are the start of a response.
    CutShort(Bytes),
    /// The client has closed the connection, or the service is stopped.
    Closed,
}

impl Abort {
    /// Cuts a response short: after its headers and half of its body, or after half of its headers
    /// if the body is empty.
    pub(crate) async fn cut_short(response: Response, date: &str) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
        let mut head = format!("{:?} {}\r\n", Version::HTTP_11, parts.status);
        let mut line = |name: &str, value: &str| {
            // Writing to a string cannot fail.
            let _ = write!(head, "{name}: {value}\r\n");
        };
        for (name, value) in &parts.headers {
            line(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
        }
        line(CONTENT_LENGTH.as_str(), &body.len().to_string());
        line(DATE.as_str(), date);
        head.push_str("\r\n");

        let mut bytes = head.into_bytes();
        if body.is_empty() {
            bytes.truncate(bytes.len() / 2);
        } else {
            bytes.extend(body.slice(..body.len() / 2));
        }
        Self::CutShort(bytes.into())
    }
}

/// hyper ends a connection with the error of its service, so an `Abort` is an error.
impl Error for Abort {}

impl fmt::Display for Abort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection ends without a complete response")
    }
}
