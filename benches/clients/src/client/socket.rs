//! A TCP socket that sends the same bytes each time. It shows the cost of the operating
//! system.

use std::net::SocketAddr;

use anyhow::{Result, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{CONNECTION_TOKEN, Client, PATH, address, connect, request_body};

pub struct Socket {
    address: SocketAddr,
    stream: TcpStream,
    request: Vec<u8>,
    response: [u8; 1024],
}

impl Socket {
    async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = connect(address).await?;
        let body = request_body();
        let request = format!(
            "POST {PATH} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             x-amz-bearer: {CONNECTION_TOKEN}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        Ok(Self { address, stream, request: request.into_bytes(), response: [0; 1024] })
    }
}

impl Client for Socket {
    async fn new(url: &str) -> Result<Self> {
        Self::connect(address(url)?).await
    }

    async fn another(&self) -> Result<Self> {
        Self::connect(self.address).await
    }

    async fn send_typing(&mut self) -> Result<()> {
        self.stream.write_all(&self.request).await?;
        let mut length = 0;
        // The body of the response is the only part of it that contains a `}`.
        while !self.response[..length].ends_with(b"}") {
            let read = self.stream.read(&mut self.response[length..]).await?;
            ensure!(read > 0, "incomplete response");
            length += read;
        }
        ensure!(self.response.starts_with(b"HTTP/1.1 200 "), "unexpected status");
        Ok(())
    }
}
