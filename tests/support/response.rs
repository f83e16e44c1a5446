//! The responses that the recorder sends, complete or broken.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::ManualClock;

/// A response of the recorder. It can be sent in part, and the connection can be closed, reset or
/// held open after it.
#[derive(Clone)]
pub struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    framing: Framing,
    sent: Sent,
    then: Then,
}

/// The framing of the body.
#[derive(Clone)]
enum Framing {
    /// A `Content-Length`, which may differ from the length of the body.
    Length(u64),
    /// Chunks.
    Chunks,
    /// Chunks without end.
    Endless,
    /// Chunks of one byte without end. Each takes this long on the clock.
    Drip(ManualClock, Duration),
}

/// The part of the response that is sent.
#[derive(Debug, Clone, Copy)]
enum Sent {
    Nothing,
    HalfOfHeaders,
    /// The status line and the headers, then this number of bytes of the framed body.
    Headers(usize),
    Everything,
}

/// The state of the connection after the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// It waits for the next request.
    KeepAlive,
    /// It is closed.
    Close,
    /// It is reset.
    Reset,
    /// It is held open until the client closes it.
    Hold,
}

impl Response {
    /// Creates a response with this status and an empty body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            framing: Framing::Length(0),
            sent: Sent::Everything,
            then: Then::KeepAlive,
        }
    }

    /// Creates a successful response with this body.
    #[must_use]
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200).header("content-type", "application/json").body(body)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body, and `Content-Length` to match.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.framing = Framing::Length(self.body.len() as u64);
        self
    }

    /// Sets a `Content-Length` that differs from the length of the body.
    #[must_use]
    pub fn content_length(self, length: u64) -> Self {
        Self { framing: Framing::Length(length), ..self }
    }

    /// Sends the body in chunks of a few bytes.
    #[must_use]
    pub fn chunked(self) -> Self {
        Self { framing: Framing::Chunks, ..self }
    }

    /// Repeats the body in chunks until the client closes the connection.
    #[must_use]
    pub fn endless(self) -> Self {
        assert!(!self.body.is_empty(), "an empty body cannot be repeated");
        Self { framing: Framing::Endless, ..self }
    }

    /// Repeats the body byte by byte until the client closes the connection. Each byte takes
    /// `interval` on the clock.
    #[must_use]
    pub fn dripping(self, clock: &ManualClock, interval: Duration) -> Self {
        assert!(!self.body.is_empty(), "an empty body cannot be repeated");
        Self { framing: Framing::Drip(clock.clone(), interval), ..self }
    }

    /// Closes the connection after the headers and this number of bytes of the framed body.
    #[must_use]
    pub fn truncated_after(self, bytes: usize) -> Self {
        assert!(bytes < self.body.len(), "the body would be complete");
        Self { sent: Sent::Headers(bytes), then: Then::Close, ..self }
    }

    /// Closes the connection in the middle of the headers.
    #[must_use]
    pub fn truncated_in_headers(self) -> Self {
        Self { sent: Sent::HalfOfHeaders, then: Then::Close, ..self }
    }

    /// Sends no response: the connection is closed after the request.
    #[must_use]
    pub fn nothing() -> Self {
        Self { sent: Sent::Nothing, then: Then::Close, ..Self::status(200) }
    }

    /// Sends no response, and keeps the connection open.
    #[must_use]
    pub fn never() -> Self {
        Self::nothing().then_stall()
    }

    /// Closes the connection after the response, without announcing it in a header.
    #[must_use]
    pub fn then_close(self) -> Self {
        Self { then: Then::Close, ..self }
    }

    /// Resets the connection after the response.
    #[must_use]
    pub fn then_reset(self) -> Self {
        Self { then: Then::Reset, ..self }
    }

    /// Keeps the connection open after the response, and sends nothing more.
    #[must_use]
    pub fn then_stall(self) -> Self {
        Self { then: Then::Hold, ..self }
    }

    /// Sends the response. Returns `true` if the connection can take another request.
    pub(crate) async fn send(&self, stream: &mut BufReader<TcpStream>) -> io::Result<bool> {
        let headers = self.headers();
        match self.sent {
            Sent::Nothing => {}
            Sent::HalfOfHeaders => {
                stream.write_all(&headers.as_bytes()[..headers.len() / 2]).await?;
            }
            Sent::Headers(bytes) => {
                stream.write_all(&[headers.as_bytes(), &self.framed()[..bytes]].concat()).await?;
            }
            Sent::Everything => {
                stream.write_all(&[headers.as_bytes(), &self.framed()].concat()).await?;
                self.send_endless_body(stream).await?;
            }
        }
        match self.then {
            Then::KeepAlive => return Ok(true),
            Then::Close => {}
            Then::Reset => stream.get_ref().set_zero_linger()?,
            // The stream ends when the client closes the connection.
            Then::Hold => while stream.read_u8().await.is_ok() {},
        }
        Ok(false)
    }

    /// The status line and the headers.
    fn headers(&self) -> String {
        let headers: String =
            self.headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
        let framing = match &self.framing {
            Framing::Length(length) => format!("content-length: {length}"),
            _ => "transfer-encoding: chunked".to_owned(),
        };
        format!("HTTP/1.1 {} .\r\n{headers}{framing}\r\n\r\n", self.status)
    }

    /// The framed body. Empty if the body is endless.
    fn framed(&self) -> Vec<u8> {
        match &self.framing {
            Framing::Length(_) => self.body.clone(),
            Framing::Chunks => self.body.chunks(7).flat_map(chunk).chain(chunk(b"")).collect(),
            Framing::Endless | Framing::Drip(..) => Vec::new(),
        }
    }

    /// Sends a body without end. Returns at once for other bodies.
    async fn send_endless_body(&self, stream: &mut BufReader<TcpStream>) -> io::Result<()> {
        match &self.framing {
            Framing::Length(_) | Framing::Chunks => Ok(()),
            Framing::Endless => {
                let chunk = chunk(&self.body);
                loop {
                    stream.write_all(&chunk).await?;
                }
            }
            Framing::Drip(clock, interval) => {
                for byte in self.body.chunks(1).cycle() {
                    stream.write_all(&chunk(byte)).await?;
                    clock.advance(*interval);
                    // The client runs on the same thread in most tests.
                    tokio::task::yield_now().await;
                }
                Ok(())
            }
        }
    }
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { status, headers, sent, then, .. } = self;
        let body = String::from_utf8_lossy(&self.body[..self.body.len().min(80)]);
        write!(f, "{status} {headers:?} {body:?} {sent:?} {then:?}")
    }
}

fn chunk(data: &[u8]) -> Vec<u8> {
    let size = format!("{:x}\r\n", data.len());
    [size.as_bytes(), data, b"\r\n"].concat()
}
