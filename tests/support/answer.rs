//! What the recorder answers, and what goes wrong with it.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::HeldClock;

/// An answer of the recorder's. It may be sent in part, and something may happen to the connection then.
#[derive(Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    framing: Framing,
    sent: Sent,
    then: Then,
}

/// How the body says where it ends.
#[derive(Clone)]
enum Framing {
    /// By its length, or by one that is not its own.
    Length(u64),
    /// In chunks.
    Chunks,
    /// In chunks, one after the other without end.
    Endless,
    /// In chunks of a byte, one after the other without end, each of which takes so much of a clock's time.
    Drip(HeldClock, Duration),
}

/// How much of the answer is sent.
#[derive(Debug, Clone, Copy)]
enum Sent {
    Nothing,
    HalfTheHead,
    /// The head, and so many bytes of what comes after it.
    Head(usize),
    Everything,
}

/// What becomes of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// The next request may come.
    KeepAlive,
    /// It is closed.
    Close,
    /// It is reset.
    Reset,
    /// It is held open until the client closes it.
    Hold,
}

impl Answer {
    /// An answer with this status and an empty body.
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
        self.framing = Framing::Length(self.body.len() as u64);
        self
    }

    /// With another length in the head than the body has.
    #[must_use]
    pub fn claiming(self, length: u64) -> Self {
        Self { framing: Framing::Length(length), ..self }
    }

    /// With the body in chunks of a few bytes.
    #[must_use]
    pub fn chunked(self) -> Self {
        Self { framing: Framing::Chunks, ..self }
    }

    /// With the body in chunks, and again and again, until the client closes the connection.
    #[must_use]
    pub fn endless(self) -> Self {
        assert!(!self.body.is_empty(), "nothing can be repeated");
        Self { framing: Framing::Endless, ..self }
    }

    /// With the body byte by byte, and again and again, until the client closes the connection. Each byte takes so much
    /// of the clock's time.
    #[must_use]
    pub fn dripping(self, clock: &HeldClock, interval: Duration) -> Self {
        assert!(!self.body.is_empty(), "nothing can drip");
        Self { framing: Framing::Drip(clock.clone(), interval), ..self }
    }

    /// The whole head, then only so many bytes of what comes after it; then the connection is closed.
    #[must_use]
    pub fn cut_short_after(self, bytes: usize) -> Self {
        assert!(bytes < self.body.len(), "nothing would be cut off");
        Self { sent: Sent::Head(bytes), then: Then::Close, ..self }
    }

    /// A part of the head; then the connection is closed.
    #[must_use]
    pub fn cut_in_head(self) -> Self {
        Self { sent: Sent::HalfTheHead, then: Then::Close, ..self }
    }

    /// No answer: the connection is closed once the request has been read.
    #[must_use]
    pub fn nothing() -> Self {
        Self { sent: Sent::Nothing, then: Then::Close, ..Self::status(200) }
    }

    /// No answer, ever.
    #[must_use]
    pub fn never() -> Self {
        Self::nothing().then_stall()
    }

    /// After what is sent, the connection is closed, without a word of it in the head.
    #[must_use]
    pub fn then_close(self) -> Self {
        Self { then: Then::Close, ..self }
    }

    /// After what is sent, the connection is reset.
    #[must_use]
    pub fn then_reset(self) -> Self {
        Self { then: Then::Reset, ..self }
    }

    /// After what is sent, nothing comes any more, and the connection stays open.
    #[must_use]
    pub fn then_stall(self) -> Self {
        Self { then: Then::Hold, ..self }
    }

    /// Sends what is to be sent, and says whether the connection is still there for a request.
    pub(crate) async fn send(&self, stream: &mut BufReader<TcpStream>) -> io::Result<bool> {
        let head = self.head();
        match self.sent {
            Sent::Nothing => {}
            Sent::HalfTheHead => stream.write_all(&head.as_bytes()[..head.len() / 2]).await?,
            Sent::Head(bytes) => {
                stream.write_all(&[head.as_bytes(), &self.framed()[..bytes]].concat()).await?;
            }
            Sent::Everything => {
                stream.write_all(&[head.as_bytes(), &self.framed()].concat()).await?;
                self.go_on(stream).await?;
            }
        }
        match self.then {
            Then::KeepAlive => return Ok(true),
            Then::Close => {}
            Then::Reset => stream.get_ref().set_zero_linger()?,
            // Ends at the end of the stream, which is when the client gives up.
            Then::Hold => while stream.read_u8().await.is_ok() {},
        }
        Ok(false)
    }

    fn head(&self) -> String {
        let headers: String =
            self.headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
        let framing = match &self.framing {
            Framing::Length(length) => format!("content-length: {length}"),
            _ => "transfer-encoding: chunked".to_owned(),
        };
        format!("HTTP/1.1 {} .\r\n{headers}{framing}\r\n\r\n", self.status)
    }

    /// The body, as it comes after the head, as far as it has an end.
    fn framed(&self) -> Vec<u8> {
        match &self.framing {
            Framing::Length(_) => self.body.clone(),
            Framing::Chunks => self.body.chunks(7).flat_map(chunk).chain(chunk(b"")).collect(),
            Framing::Endless | Framing::Drip(..) => Vec::new(),
        }
    }

    /// Sends the part of the body that has no end.
    async fn go_on(&self, stream: &mut BufReader<TcpStream>) -> io::Result<()> {
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
                    // The client gets its turn, also where there is one thread for both.
                    tokio::task::yield_now().await;
                }
                Ok(())
            }
        }
    }
}

impl std::fmt::Debug for Answer {
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
