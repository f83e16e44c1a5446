//! A hyper connection that sends the same request each time. A client that uses hyper cannot cost
//! less.

use std::net::SocketAddr;

use anyhow::{Result, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;

use super::{CONNECTION_TOKEN, Client, PATH, address, connect, request_body};

pub struct Hyper {
    address: SocketAddr,
    connection: SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
}

impl Hyper {
    async fn connect(address: SocketAddr) -> Result<Self> {
        let (connection, driver) = handshake(TokioIo::new(connect(address).await?)).await?;
        tokio::spawn(driver);
        let request = Request::post(PATH)
            .header("host", address.to_string())
            .header("content-type", "application/json")
            .header("x-amz-bearer", CONNECTION_TOKEN)
            .body(Full::from(request_body()))?;
        Ok(Self { address, connection, request })
    }
}

impl Client for Hyper {
    async fn new(url: &str) -> Result<Self> {
        Self::connect(address(url)?).await
    }

    async fn another(&self) -> Result<Self> {
        Self::connect(self.address).await
    }

    async fn send_typing(&mut self) -> Result<()> {
        self.connection.ready().await?;
        let response = self.connection.send_request(self.request.clone()).await?;
        ensure!(response.status() == StatusCode::OK, "unexpected status: {}", response.status());
        response.into_body().collect().await?.to_bytes();
        Ok(())
    }
}
