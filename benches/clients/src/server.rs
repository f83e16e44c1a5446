//! The server that the clients call. It responds as soon as a request is complete, and parses as
//! little of it as possible.

use std::io::Write as _;
use std::net::Ipv4Addr;

use anyhow::{Context as _, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The event id in each successful response.
pub const EVENT_ID: &str = "6bd8e4a7-4f5e-4f6c-9a0e-3d1f5b1c2a77";

/// The path prefix under which each request fails with a 403.
pub const FORBIDDEN: &str = "/forbidden";

/// The path prefix under which every other request of a connection fails with a 503.
pub const FLAKY: &str = "/flaky";

/// Serves until the process is killed. Prints the URL as the first line.
pub async fn serve() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("http://{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    loop {
        let (connection, _) = listener.accept().await?;
        // Errors are ignored, because a client may close its connection at any time.
        tokio::spawn(async { drop(serve_connection(connection).await) });
    }
}

async fn serve_connection(mut connection: TcpStream) -> Result<()> {
    connection.set_nodelay(true)?;
    let success = response(
        "200 OK",
        &format!(r#"{{"AbsoluteTime":"2026-01-01T12:00:00.000Z","Id":"{EVENT_ID}"}}"#),
    );
    let forbidden = response(
        "403 Forbidden",
        r#"{"message":"Access denied","__type":"AccessDeniedException"}"#,
    );
    let unavailable = response("503 Service Unavailable", r#"{"message":"Try again"}"#);
    let mut requests = Vec::with_capacity(16 * 1024);
    let mut fails = false;
    while connection.read_buf(&mut requests).await? > 0 {
        while let Some(length) = request_length(&requests)? {
            let response = if has_path_prefix(&requests, FORBIDDEN) {
                &forbidden
            } else if has_path_prefix(&requests, FLAKY) {
                fails = !fails;
                if fails { &unavailable } else { &success }
            } else {
                &success
            };
            connection.write_all(response).await?;
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
