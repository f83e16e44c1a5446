//! What the clients talk to: it answers as soon as a request is whole, and looks at no more of it than it must.

use std::io::Write as _;
use std::net::Ipv4Addr;

use anyhow::{Context as _, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The id in each answer.
pub const ID: &str = "6bd8e4a7-4f5e-4f6c-9a0e-3d1f5b1c2a77";

/// Where the answer is always an error, and where it is one every other time.
pub const REFUSING: &str = "/refusing";
pub const FALTERING: &str = "/faltering";

/// Serves until the process is ended. The first line of its output is its URL.
pub async fn serve() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("http://{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    loop {
        let (connection, _) = listener.accept().await?;
        // A client that goes away without a word is done.
        tokio::spawn(async { drop(answer_all(connection).await) });
    }
}

async fn answer_all(mut connection: TcpStream) -> Result<()> {
    connection.set_nodelay(true)?;
    let success =
        answer("200 OK", &format!(r#"{{"AbsoluteTime":"2026-01-01T12:00:00.000Z","Id":"{ID}"}}"#));
    let refusal =
        answer("403 Forbidden", r#"{"message":"Access denied","__type":"AccessDeniedException"}"#);
    let fault = answer("503 Service Unavailable", r#"{"message":"Try again"}"#);
    let mut requests = Vec::with_capacity(16 * 1024);
    let mut falters = false;
    while connection.read_buf(&mut requests).await? > 0 {
        while let Some(length) = length(&requests)? {
            let answer = if target_is_in(&requests, REFUSING) {
                &refusal
            } else if target_is_in(&requests, FALTERING) {
                falters = !falters;
                if falters { &fault } else { &success }
            } else {
                &success
            };
            connection.write_all(answer).await?;
            requests.drain(..length);
        }
    }
    Ok(())
}

fn answer(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         x-amzn-requestid: 9a0e3d1f-5b1c-4f6c-8a77-6bd8e4a74f5e\r\n\
         date: Thu, 01 Jan 2026 12:00:00 GMT\r\n\r\n{body}"
    )
    .into_bytes()
}

fn target_is_in(request: &[u8], folder: &str) -> bool {
    request.strip_prefix(b"POST ").is_some_and(|rest| rest.starts_with(folder.as_bytes()))
}

/// How long the first request is, once all of it is there.
fn length(requests: &[u8]) -> Result<Option<usize>> {
    let Some(head) = requests.windows(4).position(|end| end == b"\r\n\r\n") else {
        return Ok(None);
    };
    let fields = std::str::from_utf8(&requests[..head])?.split("\r\n").skip(1);
    let mut fields = fields.filter_map(|field| field.split_once(": "));
    let (_, body) = fields
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .context("a request without a length")?;
    let length = head + 4 + body.parse::<usize>()?;
    Ok((requests.len() >= length).then_some(length))
}
