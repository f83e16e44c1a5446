//! The errors of a client that is built with too few features.

#![cfg(not(any(feature = "ring", feature = "aws-lc-rs", feature = "native-tls")))]

use connect_participant::Client;

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
