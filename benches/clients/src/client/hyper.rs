//! A hyper connection that sends the same request each time. A client that uses hyper cannot cost
//! less.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Result, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio_rustls::TlsConnector;

use super::{CONNECTION_TOKEN, Client, PATH, address, connect, request_body, tls_config};
use crate::server::CLOSED;

pub struct Hyper {
    address: SocketAddr,
    tls: Option<TlsConnector>,
    connection: SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
}

impl Hyper {
    async fn connect(address: SocketAddr, tls: Option<TlsConnector>, path: &str) -> Result<Self> {
        let stream = connect(address).await?;
        let connection = if let Some(tls) = &tls {
            let stream = tls.connect(address.ip().into(), stream).await?;
            let (connection, driver) = handshake(TokioIo::new(stream)).await?;
            tokio::spawn(driver);
            connection
        } else {
            let (connection, driver) = handshake(TokioIo::new(stream)).await?;
            tokio::spawn(driver);
            connection
        };
        let request = Request::post(path)
            .header("host", address.to_string())
            .header("content-type", "application/json")
            .header("x-amz-bearer", CONNECTION_TOKEN)
            .body(Full::from(request_body()))?;
        Ok(Self { address, tls, connection, request })
    }
}

impl Client for Hyper {
    async fn new(url: &str) -> Result<Self> {
        Self::connect(address(url)?, tls(url)?, PATH).await
    }

    async fn another(&self) -> Result<Self> {
        Self::connect(self.address, self.tls.clone(), PATH).await
    }

    async fn send_typing(&mut self) -> Result<()> {
        self.connection.ready().await?;
        let response = self.connection.send_request(self.request.clone()).await?;
        ensure!(response.status() == StatusCode::OK, "unexpected status: {}", response.status());
        response.into_body().collect().await?.to_bytes();
        Ok(())
    }
}

/// Returns a connector if the URL is https. All connections share it, so that sessions are resumed.
fn tls(url: &str) -> Result<Option<TlsConnector>> {
    let is_encrypted = url.starts_with("https");
    Ok(if is_encrypted { Some(Arc::new(tls_config()?).into()) } else { None })
}

/// A new connection for each request.
pub struct ClosedHyper {
    address: SocketAddr,
    tls: Option<TlsConnector>,
}

impl Client for ClosedHyper {
    async fn new(url: &str) -> Result<Self> {
        Ok(Self { address: address(url)?, tls: tls(url)? })
    }

    async fn another(&self) -> Result<Self> {
        Ok(Self { address: self.address, tls: self.tls.clone() })
    }

    async fn send_typing(&mut self) -> Result<()> {
        let path = format!("{CLOSED}{PATH}");
        Hyper::connect(self.address, self.tls.clone(), &path).await?.send_typing().await
    }
}
