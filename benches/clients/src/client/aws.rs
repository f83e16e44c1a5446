//! AWS's SDK, as it comes and at its leanest.

use anyhow::{Result, ensure};
use aws_sdk_connectparticipant::config::{BehaviorVersion, Builder, Credentials, Region};

use super::{CONNECTION_TOKEN, Client, TYPING};
use crate::server::ID;

/// It signs each request, for which it needs credentials that the service does not look at.
#[derive(Clone)]
pub struct Aws(aws_sdk_connectparticipant::Client);

/// It signs nothing, and its HTTP client has no TLS.
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

    async fn typing(&mut self) -> Result<()> {
        let call = self.0.send_event().content_type(TYPING).connection_token(CONNECTION_TOKEN);
        let output = call.send().await?;
        ensure!(output.id() == Some(ID), "another answer: {output:?}");
        Ok(())
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

    async fn typing(&mut self) -> Result<()> {
        self.0.typing().await
    }
}
