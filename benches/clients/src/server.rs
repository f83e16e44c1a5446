//! The server that the clients call. It responds as soon as a request is complete, and parses as
//! little of it as possible.

use std::io::Write as _;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// The event id in each successful response.
pub const EVENT_ID: &str = "6bd8e4a7-4f5e-4f6c-9a0e-3d1f5b1c2a77";

/// The path prefix under which each request fails with a 403.
pub const FORBIDDEN: &str = "/forbidden";

/// The path prefix under which every other request fails with a 503.
pub const FLAKY: &str = "/flaky";

/// `true` if the next request under [`FLAKY`] fails, on any connection: a client does not use one again
/// after a 503.
static FAILS: AtomicBool = AtomicBool::new(true);

/// The path prefix under which the server closes the connection after each response, and says so.
pub const CLOSED: &str = "/closed";

/// The path prefix under which the server closes the connection after each response without saying
/// so.
pub const CLOSED_SILENTLY: &str = "/silent";

/// Serves until the process is killed. Prints three lines: the URL, the URL with TLS, and the
/// certificate of the authority as JSON.
pub async fn serve() -> Result<()> {
    let plain = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let encrypted = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let (config, authority) = tls_config()?;
    println!("http://{}\nhttps://{}", plain.local_addr()?, encrypted.local_addr()?);
    println!("{}", serde_json::to_string(&authority)?);
    std::io::stdout().flush()?;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    // Errors are ignored, because a client may close its connection at any time.
    tokio::spawn(async move {
        while let Ok((connection, _)) = encrypted.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                connection.set_nodelay(true)?;
                serve_connection(acceptor.accept(connection).await?).await
            });
        }
    });
    loop {
        let (connection, _) = plain.accept().await?;
        connection.set_nodelay(true)?;
        tokio::spawn(async { drop(serve_connection(connection).await) });
    }
}

/// Returns the configuration of the server, and the certificate of its authority as PEM.
fn tls_config() -> Result<(ServerConfig, String)> {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.distinguished_name.push(DnType::CommonName, "authority of the benchmarks");
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
    let key = KeyPair::generate()?;
    let names = [Ipv4Addr::LOCALHOST.to_string()];
    let certificate = CertificateParams::new(names)?.signed_by(&key, &authority)?;
    let key = PrivateKeyDer::try_from(key.serialize_der()).map_err(anyhow::Error::msg)?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    Ok((config, authority.pem()))
}

async fn serve_connection(mut connection: impl AsyncRead + AsyncWrite + Unpin) -> Result<()> {
    let body = format!(r#"{{"AbsoluteTime":"2026-01-01T12:00:00.000Z","Id":"{EVENT_ID}"}}"#);
    let success = response("200 OK", &body);
    let closed = response("200 OK\r\nconnection: close", &body);
    let forbidden = response(
        "403 Forbidden",
        r#"{"message":"Access denied","__type":"AccessDeniedException"}"#,
    );
    let unavailable = response("503 Service Unavailable", r#"{"message":"Try again"}"#);
    let mut requests = Vec::with_capacity(16 * 1024);
    while connection.read_buf(&mut requests).await? > 0 {
        while let Some(length) = request_length(&requests)? {
            let response = if has_path_prefix(&requests, FORBIDDEN) {
                &forbidden
            } else if has_path_prefix(&requests, FLAKY) {
                if FAILS.fetch_xor(true, Ordering::Relaxed) { &unavailable } else { &success }
            } else if has_path_prefix(&requests, CLOSED) {
                &closed
            } else {
                &success
            };
            connection.write_all(response).await?;
            if [CLOSED, CLOSED_SILENTLY].iter().any(|path| has_path_prefix(&requests, path)) {
                return Ok(connection.shutdown().await?);
            }
            requests.drain(..length);
        }
    }
    Ok(())
}

fn response(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         x-amzn-requestid: 9a0e3d1f-5b1c-4f6c-8a77-6bd8e4a74f5e\r\n\
         date: Thu, 01 Jan 2026 12:00:00 GMT\r\n\r\n{body}"
    )
    .into_bytes()
}

fn has_path_prefix(request: &[u8], prefix: &str) -> bool {
    request.strip_prefix(b"POST ").is_some_and(|rest| rest.starts_with(prefix.as_bytes()))
}

/// Returns the length of the first request in bytes, or `None` if it is incomplete.
fn request_length(requests: &[u8]) -> Result<Option<usize>> {
    let Some(head) = requests.windows(4).position(|end| end == b"\r\n\r\n") else {
        return Ok(None);
    };
    let headers = std::str::from_utf8(&requests[..head])?.split("\r\n").skip(1);
    let mut headers = headers.filter_map(|header| header.split_once(": "));
    let (_, body) = headers
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .context("a request has no Content-Length")?;
    let length = head + 4 + body.parse::<usize>()?;
    Ok((requests.len() >= length).then_some(length))
}
