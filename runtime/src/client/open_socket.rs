//! Connections for other protocols than the requests of a client.

use std::io;

use http::Uri;
use http::uri::{PathAndQuery, Scheme};

use crate::call::time_limit::within;
use crate::call::transport_error;
use crate::client::Client;
use crate::endpoint::Security;
use crate::error::{BoxError, Error, ErrorKind, Result};
use crate::redact::Redactor;
use crate::transport::socket::Socket;
use crate::transport::{Failure, TransportError};

impl Client {
    /// Opens a connection to the host of a URL, such as a websocket of the service. It uses the
    /// proxy, the TLS settings and the connect timeout of the calls.
    ///
    /// The URL is wss or https, or ws or http with a loopback address. Its path and query are not
    /// used, and appear in no error: the URL of a websocket is a secret. You send the handshake of
    /// the protocol yourself. It is HTTP/1.1, with the feature `http2` too.
    ///
    /// ```no_run
    /// use connect_participant::Client;
    /// use tokio::io::{AsyncReadExt, AsyncWriteExt};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut socket = client.open_socket("https://docs.aws.amazon.com").await?;
    /// let request = "GET / HTTP/1.1\r\nHost: docs.aws.amazon.com\r\nConnection: close\r\n\r\n";
    /// socket.write_all(request.as_bytes()).await?;
    /// let mut response = String::new();
    /// socket.read_to_string(&mut response).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The socket does not count towards
    /// [`max_connections`](crate::ClientBuilder::max_connections). The connection is not retried.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) if the URL is not valid, or would be plain over a
    /// network, or if the transport cannot open sockets: reqwest cannot, nor can a tower service.
    /// Also if there is no Tokio runtime, or no TLS.
    /// [`Transport`](ErrorKind::Transport) if the connection fails, and
    /// [`Timeout`](ErrorKind::Timeout) if it takes too long: the connect timeout, or the
    /// [`operation_attempt_timeout`](crate::ClientBuilder::operation_attempt_timeout).
    pub async fn open_socket(&self, url: &str) -> Result<Socket> {
        let origin = origin(url)?;
        let problem = format!("no connection to {origin}").trim_end_matches('/').to_owned();
        let config = self.config();
        let limit = config.timeouts.operation_attempt;
        let opened = within(config, limit, config.transport.open_socket(origin)).await;
        let Some(opened) = opened else {
            let limit = humantime::format_duration(limit);
            let reason = format!("it took longer than {limit}").into();
            return Err(no_connection(ErrorKind::Timeout, &problem, reason));
        };
        opened.map_err(|error| error_of(error, &problem))
    }
}

/// Returns the URL with the scheme https or http, without path and query.
fn origin(url: &str) -> Result<Uri> {
    // The message does not quote the URL, because it contains a secret.
    let invalid = |problem: &str| Error::invalid_input(format!("the URL of the socket {problem}"));
    let parsed = url.parse::<Uri>();
    let parsed = parsed.map_err(|error| invalid(&format!("is not a valid URL: {error}")))?;
    let mut parts = parsed.into_parts();
    parts.scheme = match parts.scheme.as_ref().map(|scheme| scheme.as_str().to_ascii_lowercase()) {
        Some(scheme) if matches!(&*scheme, "wss" | "https") => Some(Scheme::HTTPS),
        Some(scheme) if matches!(&*scheme, "ws" | "http") => Some(Scheme::HTTP),
        _ => return Err(invalid("is neither wss, https, ws nor http")),
    };
    parts.path_and_query = Some(PathAndQuery::from_static("/"));
    let origin = Uri::from_parts(parts).map_err(|_| invalid("has no host"))?;
    match Security::of(&origin).map_err(invalid)? {
        Security::Encrypted | Security::Loopback => Ok(origin),
        Security::Cleartext => Err(invalid(
            "is unencrypted: use wss or https (ws and http are for a loopback address only)",
        )),
    }
}

fn error_of(TransportError { failure, source }: TransportError, problem: &str) -> Error {
    let io = source.downcast_ref::<io::Error>();
    if io.is_some_and(|error| error.kind() == io::ErrorKind::Unsupported) {
        return Error::invalid_input(source.to_string()).with_source(source);
    }
    match failure {
        Failure::NotSent => no_connection(ErrorKind::InvalidInput, problem, source),
        Failure::Timeout => no_connection(ErrorKind::Timeout, problem, source),
        _ => no_connection(ErrorKind::Transport, problem, source),
    }
}

fn no_connection(kind: ErrorKind, problem: &str, reason: BoxError) -> Error {
    transport_error(kind, problem, reason, &Redactor::default())
}
