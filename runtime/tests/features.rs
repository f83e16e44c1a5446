//! The errors of a client that is built with too few features.

#![cfg(not(any(feature = "ring", feature = "aws-lc-rs", feature = "native-tls")))]

use connect_participant::Client;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
use connect_participant::UploadMetadata;

fn problem(endpoint: &str) -> Option<String> {
    let error = Client::builder().endpoint_url(endpoint).build().err()?;
    Some(error.to_string())
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
#[test]
fn without_tls_only_loopback_is_supported() {
    assert_eq!(problem("http://127.0.0.1:1"), None);
    assert_eq!(
        problem("https://127.0.0.1:1").as_deref(),
        Some(
            "InvalidInput: the HTTP client cannot be built: \
             no TLS: turn on the feature `ring`, `aws-lc-rs` or `native-tls`"
        )
    );
}

/// The endpoint needs no TLS, so `build` succeeds.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
#[tokio::test]
async fn an_https_upload_without_tls_is_invalid_input() {
    let client = Client::builder().endpoint_url("http://127.0.0.1:1").build().unwrap();
    let metadata = UploadMetadata::default().with_url("https://127.0.0.1:1/file");
    let error = client.put_attachment(&metadata, "Hello!".into()).await.unwrap_err();
    assert_eq!((error.is_retryable(), error.attempts()), (false, 1));
    assert_eq!(
        error.to_string(),
        "PutAttachment failed: InvalidInput: the upload failed: \
         no TLS: turn on the feature `ring`, `aws-lc-rs` or `native-tls`"
    );
}

#[cfg(feature = "hyper")]
#[tokio::test]
async fn a_wss_socket_without_tls_is_invalid_input() {
    let client = Client::builder().endpoint_url("http://127.0.0.1:1").build().unwrap();
    let error = client.open_socket("wss://127.0.0.1:1").await.unwrap_err();
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "InvalidInput: no connection to https://127.0.0.1:1: \
         no TLS: turn on the feature `ring`, `aws-lc-rs` or `native-tls`"
    );
}

#[cfg(not(any(feature = "hyper", feature = "reqwest")))]
#[test]
fn without_transport_features_build_fails() {
    assert_eq!(
        problem("http://127.0.0.1:1").as_deref(),
        Some(
            "InvalidInput: the HTTP client cannot be built: \
             turn on the feature `hyper` or `reqwest`, or call `ClientBuilder::transport`"
        )
    );
}
