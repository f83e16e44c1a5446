//! A client hand-written with reqwest and serde, for this one call. It has timeouts, but no retries
//! and no other limits.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CONNECTION_TOKEN, Client, PATH, TYPING, check_id};

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
    #[expect(dead_code, reason = "a real caller would read the time too")]
    absolute_time: Option<String>,
}

impl Client for Reqwest {
    async fn new(url: &str) -> Result<Self> {
        // Without root certificates: loading them takes time, and `connect-participant` loads
        // none for an http endpoint either.
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

    async fn send_typing(&mut self) -> Result<()> {
        let input = Input { content_type: TYPING, client_token: Uuid::new_v4().to_string() };
        let mut headers = HeaderMap::new();
        headers.insert("x-amz-bearer", self.connection_token.clone());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let request =
            self.client.post(&self.url).headers(headers).body(serde_json::to_vec(&input)?);
        let response = request.send().await?.error_for_status()?;
        let output: Output = serde_json::from_slice(&response.bytes().await?)?;
        check_id(output.id.as_deref())
    }
}
