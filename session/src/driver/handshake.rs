//! The handshake of a websocket.

use std::fmt;

use connect_participant::http::Uri;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

/// The maximum size of the response, in bytes.
const MAX_RESPONSE: usize = 16 * 1024;

/// The maximum number of headers of the response.
const MAX_HEADERS: usize = 64;

/// The maximum size of a frame and of a message of the service, in bytes.
const MAX_MESSAGE: usize = 256 * 1024;

/// The size of the buffers of a websocket, in bytes. It has them as long as it lives.
const BUFFER: usize = 2 * 1024;

/// The reason why a handshake has failed. It shows no part of the URL.
#[derive(Debug)]
pub(crate) enum HandshakeError {
    /// The service refuses it with a status.
    Refused(u16),
    /// The URL cannot be used.
    InvalidUrl,
    /// The response is not that of a websocket.
    NotAWebsocket,
    /// The connection broke.
    Io(std::io::Error),
}

impl fmt::Display for HandshakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(status) => write!(f, "the handshake was refused with HTTP {status}"),
            Self::InvalidUrl => f.write_str("the URL of the websocket is not valid"),
            Self::NotAWebsocket => f.write_str("the response is not the one of a websocket"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl From<std::io::Error> for HandshakeError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// Opens a websocket over a connection.
///
/// tungstenite could do it, but it writes the request to the log, at the level `TRACE`. The URL in
/// the request is a secret.
pub(crate) async fn handshake<S>(
    mut stream: S,
    url: &str,
) -> Result<WebSocketStream<S>, HandshakeError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let key = generate_key();
    let request = request(url, &key).ok_or(HandshakeError::InvalidUrl)?;
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;

    let mut received = Vec::with_capacity(1024);
    let end = loop {
        if stream.read_buf(&mut received).await? == 0 {
            return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into());
        }
        if let Some(end) = check(&received, &derive_accept_key(key.as_bytes()))? {
            break end;
        }
        if received.len() >= MAX_RESPONSE {
            return Err(HandshakeError::NotAWebsocket);
        }
    };
    let config = WebSocketConfig::default()
        .read_buffer_size(BUFFER)
        // A heartbeat and a ping go out in one packet.
        .write_buffer_size(BUFFER)
        .max_write_buffer_size(64 * 1024)
        .max_message_size(Some(MAX_MESSAGE))
        .max_frame_size(Some(MAX_MESSAGE));
    // Frames may come in the same packet.
    let frames = received.split_off(end);
    Ok(WebSocketStream::from_partially_read(stream, frames, Role::Client, Some(config)).await)
}

fn request(url: &str, key: &str) -> Option<String> {
    let url: Uri = url.parse().ok()?;
    let host = url.authority()?.as_str();
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    // `Uri` accepts no character that could end a line. A host may have a user before it.
    let host = host.rsplit('@').next()?;
    Some(format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    ))
}

/// Returns the end of the response in what has been received, or `None` if it is not complete.
fn check(received: &[u8], accept: &str) -> Result<Option<usize>, HandshakeError> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let parsed = response.parse(received).map_err(|_| HandshakeError::NotAWebsocket)?;
    let httparse::Status::Complete(end) = parsed else { return Ok(None) };
    match response.code {
        Some(101) => {}
        Some(status) => return Err(HandshakeError::Refused(status)),
        None => return Err(HandshakeError::NotAWebsocket),
    }
    let is_accepted = response.headers.iter().any(|header| {
        header.name.eq_ignore_ascii_case("Sec-WebSocket-Accept")
            && header.value.trim_ascii() == accept.as_bytes()
    });
    let is_websocket = response.headers.iter().any(|header| {
        header.name.eq_ignore_ascii_case("Upgrade")
            && header.value.trim_ascii().eq_ignore_ascii_case(b"websocket")
    });
    if is_accepted && is_websocket { Ok(Some(end)) } else { Err(HandshakeError::NotAWebsocket) }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::{HandshakeError, handshake};

    const URL: &str = "wss://example.com/socket?X-Amz-Signature=secret";

    /// Responds to the handshake, and returns its result and the request.
    async fn respond(response: &str) -> (Result<(), HandshakeError>, String) {
        let (client, mut server) = duplex(64 * 1024);
        let response = response.to_owned();
        let server = tokio::spawn(async move {
            let mut request = [0; 4096];
            let length = server.read(&mut request).await.unwrap();
            server.write_all(response.as_bytes()).await.unwrap();
            String::from_utf8(request[..length].to_vec()).unwrap()
        });
        let result = handshake(client, URL).await.map(drop);
        (result, server.await.unwrap())
    }

    #[tokio::test]
    async fn refusal_has_its_status() {
        let (result, request) = respond("HTTP/1.1 403 Forbidden\r\n\r\n").await;
        assert!(matches!(result, Err(HandshakeError::Refused(403))));
        assert!(request.starts_with("GET /socket?X-Amz-Signature=secret HTTP/1.1\r\n"));
        assert!(request.contains("\r\nHost: example.com\r\n"));
    }

    #[tokio::test]
    async fn other_responses_are_not_websockets() {
        for response in [
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nSec-WebSocket-Accept: x\r\n\r\n",
            "SSH-2.0-OpenSSH_9.9\r\n\r\n",
            &"HTTP/1.1 101 Switching\r\n".repeat(1_000),
        ] {
            let (result, _) = respond(response).await;
            assert!(matches!(result, Err(HandshakeError::NotAWebsocket)), "{result:?}");
        }
        let (result, _) = respond("HTTP/1.1 101 Switching Protocols\r\n").await;
        assert!(matches!(result, Err(HandshakeError::Io(_))), "{result:?}");
    }

    #[tokio::test]
    async fn errors_show_no_part_of_the_url() {
        for response in ["HTTP/1.1 403 Forbidden\r\n\r\n", "nothing\r\n\r\n", ""] {
            let (result, _) = respond(response).await;
            let error = result.unwrap_err();
            assert!(!format!("{error} {error:?}").contains("secret"));
        }
    }
}
