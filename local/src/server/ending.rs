//! Connections that end in place of an answer.

use std::error::Error;
use std::fmt::{self, Write};
use std::time::SystemTime;

use bytes::Bytes;
use http::Version;
use http::header::{CONTENT_LENGTH, DATE};
use http_body_util::{BodyExt, Collected};

use crate::answer::Answer;

/// How a connection ends, where a fault says so.
#[derive(Debug)]
pub(crate) enum Ending {
    /// It is reset.
    Reset,
    /// It is closed after these bytes, which are the beginning of an answer.
    CutShort(Bytes),
}

impl Ending {
    /// The head of an answer and half of its body.
    pub(crate) async fn cut_short(answer: Answer) -> Self {
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
        let mut head = format!("{:?} {}\r\n", Version::HTTP_11, parts.status);
        let mut line = |name: &str, value: &str| {
            // Writing to a string does not fail.
            let _ = write!(head, "{name}: {value}\r\n");
        };
        for (name, value) in &parts.headers {
            line(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
        }
        line(CONTENT_LENGTH.as_str(), &body.len().to_string());
        line(DATE.as_str(), &httpdate::fmt_http_date(SystemTime::now()));
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

/// It goes through hyper as an error.
impl Error for Ending {}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fault ends the connection")
    }
}
