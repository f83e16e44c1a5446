//! The hosts that a token can be sent to, for any region and any endpoint URL.

use std::net::IpAddr;

use connect_participant::{Client, ErrorKind, EventContentType, SendEventInput};
use connect_participant_model::PARTITIONS;
use connect_participant_tests::{CapturingTransport, connection_token};
use proptest::prelude::*;

use crate::cases;

fn region() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z]{2}(-[a-z]{3,9}){1,2}-[0-9]{1,2}",
        "(us|eu|cn|us-gov|us-iso|eu-isoe|eusc-de)-(east|north)-[1-3]",
        "[a-z0-9-]{0,70}",
        "[a-z]{2}-[a-z]{3,9}-[0-9][.@/:#?\\\\%\u{0}\n ª。]{1,2}[a-z]{0,4}",
        "(fips-)?(us-east-1|aws)(-fips|-global)?",
    ]
}

/// Valid and malformed URLs, with everything that makes one host look like another.
fn url() -> impl Strategy<Value = String> {
    let scheme = prop_oneof![6 => "http", 1 => "https", 1 => "HTTP", 1 => "[a-z]{0,5}"];
    let slashes = prop_oneof![6 => "//", 1 => "[/\\\\]{0,3}"];
    let user = prop_oneof![6 => "", 1 => "[a-z0-9.:%\\[\\]]{0,12}@"];
    let host = prop_oneof![
        "localhost",
        "(127|128|0|10)(\\.[0-9]{1,3}){0,3}",
        "0x7f[0-9a-f]{0,6}|2130706433|0177\\.1",
        "\\[(::1|::|::ffff:127\\.0\\.0\\.1|fe80::1|1::1)\\]",
        "(localhost|127\\.0\\.0\\.1)[.@#?%:\\\\/]?(evil\\.example|localhost)?\\.?",
        "[a-z0-9.%-]{1,12}",
        "LOCALHOST|ⓛocalhost|localhost。|１27.0.0.1",
        any::<String>(),
    ];
    let port = prop_oneof![4 => "", 1 => ":[0-9]{0,6}"];
    let path = prop_oneof![
        2 => "",
        2 => "/",
        1 => "(/[a-z0-9._%~é|^'\"<>{}` -]{0,6}){0,4}/{0,2}",
        1 => any::<String>().prop_map(|text| format!("/{text}")),
    ];
    (scheme, slashes, user, host, port, path).prop_map(
        |(scheme, slashes, user, host, port, path)| {
            format!("{scheme}:{slashes}{user}{host}{port}{path}")
        },
    )
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Makes a call, and returns the URI of the captured request.
fn uri_of_a_call(client: &Client, captured: &CapturingTransport) -> http::Uri {
    let input = SendEventInput::new(EventContentType::Typing, connection_token());
    futures_executor::block_on(client.call(input)).expect("a client that was built can make calls");
    let requests = captured.take();
    assert_eq!(requests.len(), 1);
    requests[0].uri().clone()
}

proptest! {
    #![proptest_config(cases(2048))]

    #[test]
    fn a_region_is_rejected_or_is_one_label_of_the_host(
        region in region(),
        fips in any::<bool>(),
        dual_stack in any::<bool>(),
    ) {
        let captured = CapturingTransport::default();
        let built = Client::builder()
            .region(region.as_str())
            .use_fips(fips)
            .use_dual_stack(dual_stack)
            .transport(captured.clone())
            .build();
        match built {
            Ok(client) => {
                let uri = uri_of_a_call(&client, &captured);
                prop_assert_eq!(uri.scheme_str(), Some("https"));
                prop_assert_eq!(uri.path(), "/participant/event");
                let authority = uri.authority().unwrap().as_str();
                let hosts = PARTITIONS.iter().flat_map(|partition| {
                    let suffix = if dual_stack {
                        partition.dual_stack_dns_suffix
                    } else {
                        partition.dns_suffix
                    };
                    let services: &[&str] = match (fips, partition.id, dual_stack) {
                        (false, ..) | (true, "aws-us-gov", false) => &["participant.connect"],
                        (true, ..) => &["participant.connect-fips"],
                    };
                    services.iter().map(move |service| (service, suffix))
                });
                let mut hosts =
                    hosts.map(|(service, suffix)| format!("{service}.{region}.{suffix}"));
                prop_assert!(hosts.any(|host| host == authority), "{}", authority);
                prop_assert!(!region.contains('.'));
                prop_assert_eq!(client.endpoint_url(), format!("https://{authority}"));
            }
            Err(error) => prop_assert_eq!(error.kind(), ErrorKind::InvalidInput),
        }
    }

    #[test]
    fn an_endpoint_url_is_rejected_or_is_https_or_loopback(url in url()) {
        let captured = CapturingTransport::default();
        match Client::builder().endpoint_url(url.as_str()).transport(captured.clone()).build() {
            Ok(client) => {
                let uri = uri_of_a_call(&client, &captured);
                let host = uri.host().unwrap();
                match uri.scheme_str() {
                    Some("https") => {}
                    Some("http") => prop_assert!(is_loopback(host), "{}", host),
                    other => prop_assert!(false, "{:?}", other),
                }
                prop_assert!(!uri.authority().unwrap().as_str().contains('@'));
                prop_assert!(uri.path().ends_with("/participant/event"), "{}", uri);
                prop_assert_eq!(uri.query(), None);
                prop_assert_eq!(client.endpoint_url().ends_with('/'), false);
                prop_assert_eq!(uri.to_string(), format!("{}/participant/event", client.endpoint_url()));
            }
            Err(error) => prop_assert_eq!(error.kind(), ErrorKind::InvalidInput),
        }
    }

    /// All of these are existing or possible regions: rejecting one could break the client for a
    /// new region.
    #[test]
    fn well_formed_regions_are_accepted(region in "[a-z]{2,4}(-[a-z]{2,9}){1,3}-[0-9]{1,2}") {
        let built = Client::builder().region(region).transport(CapturingTransport::default()).build();
        prop_assert!(built.is_ok(), "{:?}", built);
    }
}
