//! A client hand-written with reqwest and serde, for this one call. It has timeouts, but no retries
//! and no other limits.

use std::time::Duration;

use anyhow::Result;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CONNECTION_TOKEN, Client, PATH, TYPING, check_id, tls_config};
use crate::server::CLOSED;

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
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls_config()?)
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

/// The same call to a server that closes the connection after each response.
#[derive(Clone)]
pub struct ClosedReqwest(Reqwest);

impl Client for ClosedReqwest {
    async fn new(url: &str) -> Result<Self> {
        Reqwest::new(&format!("{url}{CLOSED}")).await.map(Self)
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        self.0.send_typing().await
    }
}
