//! A socket, with bytes that are the same each time: what the system and the server take, whoever calls.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{CONNECTION_TOKEN, Client, PATH, TYPING};

pub struct Socket {
    address: SocketAddr,
    stream: TcpStream,
    request: Vec<u8>,
    answer: [u8; 1024],
}

impl Socket {
    async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let body =
            format!(r#"{{"ContentType":"{TYPING}","ClientToken":"{}"}}"#, uuid::Uuid::new_v4());
        let request = format!(
            "POST {PATH} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             x-amz-bearer: {CONNECTION_TOKEN}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        Ok(Self { address, stream, request: request.into_bytes(), answer: [0; 1024] })
    }
}

impl Client for Socket {
    async fn new(url: &str) -> Result<Self> {
        Self::connect(url.strip_prefix("http://").context("another URL")?.parse()?).await
    }

    async fn another(&self) -> Result<Self> {
        Self::connect(self.address).await
    }

    async fn typing(&mut self) -> Result<()> {
        self.stream.write_all(&self.request).await?;
        let mut length = 0;
        // The server's answer ends with an object, and has no other.
        while !self.answer[..length].ends_with(b"}") {
            let read = self.stream.read(&mut self.answer[length..]).await?;
            ensure!(read > 0, "the response is incomplete");
            length += read;
        }
        ensure!(self.answer.starts_with(b"HTTP/1.1 200 "), "another answer");
        Ok(())
    }
}
