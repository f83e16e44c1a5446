//! What the recorder answers.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};

/// An answer of the recorder's, or what it does instead of answering.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    manner: Manner,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Manner {
    Whole,
    CutShort(usize),
    CutInHead,
    Dripping(Duration),
    Nothing,
    Never,
}

/// What becomes of the connection after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// The next request may come.
    KeepAlive,
    /// It is closed.
    Close,
    /// It is held open until the client closes it.
    Hold,
}

impl Answer {
    /// An answer with this status and an empty body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), manner: Manner::Whole }
    }

    /// A success with this body.
    #[must_use]
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200).header("content-type", "application/json").body(body)
    }

    /// With this header too.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With this body, and its length in the head.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The whole head, then only so many bytes of the body; then the connection is closed.
    #[must_use]
    pub fn cut_short_after(self, bytes: usize) -> Self {
        assert!(bytes < self.body.len(), "nothing would be cut off");
        Self { manner: Manner::CutShort(bytes), ..self }
    }

    /// A part of the head; then the connection is closed.
    #[must_use]
    pub fn cut_in_head(self) -> Self {
        Self { manner: Manner::CutInHead, ..self }
    }

    /// The head at once, then a byte of the body each time that this much time has passed.
    #[must_use]
    pub fn dripping(self, interval: Duration) -> Self {
        Self { manner: Manner::Dripping(interval), ..self }
    }

    /// No answer: the connection is closed once the request has been read.
    #[must_use]
    pub fn nothing() -> Self {
        Self { manner: Manner::Nothing, ..Self::status(200) }
    }

    /// No answer, ever.
    #[must_use]
    pub fn never() -> Self {
        Self { manner: Manner::Never, ..Self::status(200) }
    }

    pub(crate) async fn write_to(&self, out: &mut (impl AsyncWrite + Unpin)) -> io::Result<Then> {
        let head = self.head();
        match self.manner {
            Manner::Whole => {
                out.write_all(&[head.as_bytes(), &self.body].concat()).await?;
                return Ok(Then::KeepAlive);
            }
            Manner::CutShort(bytes) => {
                out.write_all(&[head.as_bytes(), &self.body[..bytes]].concat()).await?;
            }
            Manner::CutInHead => out.write_all(&head.as_bytes()[..head.len() / 2]).await?,
            Manner::Dripping(interval) => {
                out.write_all(head.as_bytes()).await?;
                for byte in self.body.chunks(1) {
                    tokio::time::sleep(interval).await;
                    out.write_all(byte).await?;
                }
            }
            Manner::Nothing => {}
            Manner::Never => return Ok(Then::Hold),
        }
        Ok(Then::Close)
    }

    fn head(&self) -> String {
        let headers: String =
            self.headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
        let length = self.body.len();
        format!("HTTP/1.1 {} .\r\n{headers}content-length: {length}\r\n\r\n", self.status)
    }
}
