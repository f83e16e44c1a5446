//! The AWS SDK for Rust: with its defaults, and without signatures and TLS.

use anyhow::Result;
use aws_sdk_connectparticipant::config::{BehaviorVersion, Builder, Credentials, Region};

use super::{CONNECTION_TOKEN, Client, TYPING, check_id};

/// The SDK with its defaults. It signs each request with invented credentials, which the service
/// ignores.
#[derive(Clone)]
pub struct Aws(aws_sdk_connectparticipant::Client);

/// The SDK without credentials, so that it does not sign, and with an HTTP client without TLS.
#[derive(Clone)]
pub struct UnsignedAws(Aws);

impl Aws {
    fn build(config: Builder, url: &str) -> Self {
        let config = config
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("eu-central-1"))
            .endpoint_url(url)
            .build();
        Self(aws_sdk_connectparticipant::Client::from_conf(config))
    }
}

impl Client for Aws {
    async fn new(url: &str) -> Result<Self> {
        let credentials = Credentials::new("none", "none", None, None, "none");
        Ok(Self::build(Builder::new().credentials_provider(credentials), url))
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        let call = self.0.send_event().content_type(TYPING).connection_token(CONNECTION_TOKEN);
        check_id(call.send().await?.id())
    }
}

impl Client for UnsignedAws {
    async fn new(url: &str) -> Result<Self> {
        let http = aws_smithy_http_client::Builder::new().build_http();
        Ok(Self(Aws::build(Builder::new().allow_no_auth().http_client(http), url)))
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        self.0.send_typing().await
    }
}
