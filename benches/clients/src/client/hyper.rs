//! A connection of hyper's, and a request whose parts are the same each time: what no client on hyper gets below.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{CONNECTION_TOKEN, Client, PATH, TYPING};

pub struct Hyper {
    address: SocketAddr,
    connection: SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
}

impl Hyper {
    async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (connection, driver) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(driver);
        let body =
            format!(r#"{{"ContentType":"{TYPING}","ClientToken":"{}"}}"#, uuid::Uuid::new_v4());
        let request = Request::post(PATH)
            .header("host", address.to_string())
            .header("content-type", "application/json")
            .header("x-amz-bearer", CONNECTION_TOKEN)
            .body(Full::from(body))?;
        Ok(Self { address, connection, request })
    }
}

impl Client for Hyper {
    async fn new(url: &str) -> Result<Self> {
        Self::connect(url.strip_prefix("http://").context("another URL")?.parse()?).await
    }

    async fn another(&self) -> Result<Self> {
        Self::connect(self.address).await
    }

    async fn typing(&mut self) -> Result<()> {
        self.connection.ready().await?;
        let answer = self.connection.send_request(self.request.clone()).await?;
        ensure!(answer.status() == StatusCode::OK, "another answer: {}", answer.status());
        answer.into_body().collect().await?.to_bytes();
        Ok(())
    }
}
