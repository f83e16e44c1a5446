//! A tunnel through a proxy: the method CONNECT.

use std::future::poll_fn;
use std::pin::{Pin, pin};

use http::header::{HOST, PROXY_AUTHORIZATION};
use http::uri::Authority;
use http::{HeaderValue, Request, StatusCode, Uri};
use hyper::client::conn::http1::Builder;
use hyper_util::rt::TokioIo;

use crate::error::BoxError;
use crate::transport::boxed_io::BoxedIo;

/// The maximum size of the head of the response, in bytes.
const MAX_HEAD: usize = 8 * 1024;

/// Opens a tunnel to the host of an https URL, over a connection to a proxy.
pub(super) async fn open_tunnel(
    proxy: BoxedIo,
    uri: &Uri,
    authorization: Option<&HeaderValue>,
) -> Result<BoxedIo, BoxError> {
    let request = request(uri, authorization)?;
    let handshake = Builder::new()
        .title_case_headers(true)
        .max_buf_size(MAX_HEAD)
        .handshake(TokioIo::new(proxy));
    let (mut sender, connection) = handshake.await?;
    let mut connection = Some(connection.with_upgrades());
    let response = drive(&mut connection, sender.send_request(request)).await?;
    let status = response.status();
    if !status.is_success() {
        return Err(refusal(status).into());
    }
    // hyper ends the connection after a 204, which has no tunnel.
    let tunnel = drive(&mut connection, hyper::upgrade::on(response)).await;
    let tunnel = tunnel.map_err(|_| refusal(status))?;
    Ok(Box::new(TokioIo::new(tunnel)))
}

fn request(uri: &Uri, authorization: Option<&HeaderValue>) -> Result<Request<String>, BoxError> {
    let (host, port) = (uri.host().unwrap_or_default(), uri.port_u16().unwrap_or(443));
    let target = Authority::try_from(format!("{host}:{port}"))?;
    let host = HeaderValue::from_str(target.as_str())?;
    let mut request = Request::connect(target).body(String::new())?;
    request.headers_mut().insert(HOST, host);
    if let Some(authorization) = authorization {
        request.headers_mut().insert(PROXY_AUTHORIZATION, authorization.clone());
    }
    Ok(request)
}

fn refusal(status: StatusCode) -> String {
    let reason = status.canonical_reason().unwrap_or_default();
    format!("answered {} {reason}", status.as_str()).trim_end().to_owned()
}

/// Waits for a future that depends on a connection. It drives the connection until that is done.
async fn drive<F: Future>(connection: &mut Option<impl Future + Unpin>, future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| {
        if let Some(driven) = connection {
            // An error of the connection reaches the future.
            if Pin::new(driven).poll(context).is_ready() {
                *connection = None;
            }
        }
        future.as_mut().poll(context)
    })
    .await
}

#[cfg(test)]
mod tests {
    use http::Uri;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::open_tunnel;
    use crate::error::{BoxError, reason};
    use crate::transport::boxed_io::BoxedIo;

    const REQUEST: &str = "CONNECT chat.example:443 HTTP/1.1\r\nHost: chat.example:443\r\n\r\n";

    /// Returns the tunnel through a proxy that sends these bytes after the request.
    async fn tunnel(response: &[u8]) -> Result<BoxedIo, BoxError> {
        let (client, mut proxy) = duplex(64 * 1024);
        let response = response.to_vec();
        tokio::spawn(async move {
            proxy.read_exact(&mut [0; REQUEST.len()]).await.unwrap();
            proxy.write_all(&response).await.unwrap();
        });
        let uri = Uri::from_static("https://chat.example");
        open_tunnel(Box::new(client), &uri, None).await
    }

    async fn problem(response: &[u8]) -> String {
        let error = tunnel(response).await.err().unwrap();
        reason(error.as_ref())
    }

    #[tokio::test]
    async fn bytes_after_the_head_belong_to_the_tunnel() {
        for response in [
            &b"HTTP/1.1 200 Connection established\r\n\r\nhello"[..],
            b"HTTP/1.0 200\r\nContent-Length: 2\r\n\r\nhello",
            b"HTTP/1.1 201 Created\r\n\r\nhello",
            b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello",
        ] {
            let mut received = String::new();
            tunnel(response).await.unwrap().read_to_string(&mut received).await.unwrap();
            assert_eq!(received, "hello", "{}", String::from_utf8_lossy(response));
        }
    }

    #[tokio::test]
    async fn a_broken_response_is_an_error() {
        assert_eq!(problem(b"").await, "connection closed before message completed");
        assert_eq!(problem(b"HTTP/1.1 20").await, "connection closed before message completed");
        assert_eq!(problem(b"SSH-2.0-OpenSSH_9.6\r\n").await, "invalid HTTP version parsed");
        assert_eq!(problem(b"HTTP/1.1 403 Forbidden\r\n\r\n").await, "answered 403 Forbidden");
        assert_eq!(problem(b"HTTP/1.1 204 .\r\n\r\n").await, "answered 204 No Content");
    }

    #[tokio::test]
    async fn the_head_of_the_response_is_limited() {
        let long = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(9_000));
        assert_eq!(problem(long.as_bytes()).await, "message head is too large");
    }
}
