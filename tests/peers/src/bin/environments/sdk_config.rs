//! A client with the configuration that `aws-config` has loaded. Copy this file into a program that
//! uses the AWS SDK for Rust.

use aws_config::SdkConfig;
use aws_types::service_config::ServiceConfigKey;
use connect_participant::{Client, ClientBuilder};

/// Returns a builder with the region, the endpoint URL, and the choice of a FIPS or dual-stack
/// endpoint.
pub(crate) fn client_builder(config: &SdkConfig) -> ClientBuilder {
    let mut builder = Client::builder()
        .use_fips(config.use_fips().unwrap_or(false))
        .use_dual_stack(config.use_dual_stack().unwrap_or(false));
    if let Some(region) = config.region() {
        builder = builder.region(region.as_ref());
    }
    if let Some(url) = endpoint_url(config) {
        builder = builder.endpoint_url(url);
    }
    builder
}

/// Returns the URL that the program has set, or that of this service in the environment, or that of
/// all services.
fn endpoint_url(config: &SdkConfig) -> Option<String> {
    let key = ServiceConfigKey::builder()
        .service_id("ConnectParticipant")
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build();
    let is_set_in_code = config.get_origin("endpoint_url").is_client_config();
    let service_config = config.service_config().filter(|_| !is_set_in_code);
    let of_service = service_config.zip(key.ok()).and_then(|(config, key)| config.load_config(key));
    of_service.or_else(|| config.endpoint_url().map(str::to_owned))
}
