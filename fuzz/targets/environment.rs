//! Reads arbitrary environments: no variable and no config file causes a panic, every error is one
//! line, and a client that is built sends to https or to this machine.
//!
//! The input is lines `NAME=value` for variables, an empty line, and the config file.
//! `seeds/environment` has examples.

#![no_main]

use std::fs;

use connect_participant::http::Uri;
use connect_participant::{ClientBuilder, ErrorKind};
use libfuzzer_sys::{Corpus, fuzz_target};

/// The variables that the client reads, except those with paths.
const VARIABLES: &[&str] = &[
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_CONNECTPARTICIPANT",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_MAX_ATTEMPTS",
];

fuzz_target!(|input: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(input) else { return Corpus::Reject };
    let Some((lines, config)) = text.split_once("\n\n") else { return Corpus::Reject };
    let variables: Option<Vec<_>> = lines
        .lines()
        .map(|line| line.split_once('=').filter(|(name, _)| VARIABLES.contains(name)))
        .collect();
    let Some(variables) = variables.filter(|_| !lines.contains('\0')) else {
        return Corpus::Reject;
    };
    let path = std::env::temp_dir().join(format!("environment-{}", std::process::id()));
    fs::write(&path, config).unwrap();
    let path = path.to_str().unwrap();
    let files = [("AWS_CONFIG_FILE", path), ("AWS_SHARED_CREDENTIALS_FILE", path)];
    let builder = ClientBuilder::from_variables(|name| {
        let mut all = variables.iter().chain(&files);
        all.find(|(known, _)| *known == name).map(|(_, value)| value.into())
    });
    match builder.and_then(ClientBuilder::build) {
        Ok(client) => check_endpoint(client.endpoint_url()),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::InvalidInput);
            assert!(!error.is_retryable());
        }
    }
    Corpus::Keep
});

/// Checks that a token is sent encrypted, or stays on this machine.
fn check_endpoint(url: &str) {
    let uri: Uri = url.parse().expect("a URL");
    let host = uri.host().expect("a host");
    assert!(!url.contains(['@', '?', '#']) && !url.ends_with('/'));
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") => assert!(host == "localhost" || host.starts_with("127.") || host == "[::1]"),
        scheme => panic!("{scheme:?}"),
    }
}
