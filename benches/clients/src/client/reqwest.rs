//! reqwest and serde, as one would write it by hand for this call alone: no retries, no limits but a timeout.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CONNECTION_TOKEN, Client, PATH, TYPING};
use crate::server::ID;

#[derive(Clone)]
pub struct Reqwest {
    client: reqwest::Client,
    url: String,
    connection_token: HeaderValue,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Input<'a> {
    content_type: &'a str,
    client_token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    id: Option<String>,
    #[expect(dead_code, reason = "whoever sends an event may want to know")]
    absolute_time: Option<String>,
}

impl Client for Reqwest {
    async fn new(url: &str) -> Result<Self> {
        // Without certificates, as our client has none where there is no TLS to be: looking for them takes a while.
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .redirect(Policy::none())
            .connect_timeout(Duration::from_secs(3))
            .timeout(Duration::from_secs(30))
            .user_agent("by-hand/0.0.0")
            .build()?;
        let mut connection_token = HeaderValue::from_static(CONNECTION_TOKEN);
        connection_token.set_sensitive(true);
        Ok(Self { client, url: format!("{url}{PATH}"), connection_token })
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn typing(&mut self) -> Result<()> {
        let input = Input { content_type: TYPING, client_token: Uuid::new_v4().to_string() };
        let mut headers = HeaderMap::new();
        headers.insert("x-amz-bearer", self.connection_token.clone());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let request =
            self.client.post(&self.url).headers(headers).body(serde_json::to_vec(&input)?);
        let answer = request.send().await?.error_for_status()?;
        let output: Output = serde_json::from_slice(&answer.bytes().await?)?;
        ensure!(output.id.as_deref() == Some(ID), "another answer");
        Ok(())
    }
}
