//! Pages of other sites, and the addresses of the service.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use connect_participant_local::{Fault, LocalService, RefusalReason};
use tokio::io::AsyncWriteExt;

use crate::scene::{Raw, connect, read_to_end};

async fn get_log(service: &LocalService, headers: &str) -> Raw {
    let mut stream = connect(service).await;
    let request = format!("GET /_local/events HTTP/1.1\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    Raw::parse(read_to_end(&mut stream).await.as_bytes())
}

#[tokio::test]
async fn a_page_of_another_site_cannot_read_the_event_log() {
    let (sender, reasons) = std::sync::mpsc::channel();
    let builder = LocalService::builder();
    let service =
        builder.on_request(move |request| sender.send(request.reason).unwrap()).start().await;
    let service = service.unwrap();
    let own = service.url().strip_prefix("http://").unwrap();
    for (headers, reason) in [
        (format!("Host: {own}\r\n"), None),
        (format!("Host: {own}\r\nOrigin: http://{own}\r\n"), None),
        ("Host: localhost:1\r\n".to_owned(), None),
        ("Host: evil.example\r\n".to_owned(), Some(RefusalReason::ForeignHost)),
        (String::new(), Some(RefusalReason::ForeignHost)),
        (
            format!("Host: {own}\r\nOrigin: https://evil.example\r\n"),
            Some(RefusalReason::ForeignOrigin),
        ),
    ] {
        let response = get_log(&service, &headers).await;
        assert_eq!(response.status == 200, reason.is_none(), "{headers}");
        assert_eq!(reasons.recv().unwrap(), reason, "{headers}");
        if reason.is_some() {
            let (status, name, message) = response.error();
            assert_eq!((status, name), (403, "AccessDeniedException"));
            assert!(message.starts_with("the "), "{message}");
        }
    }
}

/// Sends a request of a page of this origin, and returns the response.
async fn from_page(service: &LocalService, line: &str, origin: &str, headers: &str) -> Raw {
    let mut stream = connect(service).await;
    let request = format!(
        "{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: {origin}\r\n\
         Content-Length: 0\r\n{headers}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    Raw::parse(read_to_end(&mut stream).await.as_bytes())
}

const PREFLIGHT: &str = "Access-Control-Request-Method: POST\r\n\
    Access-Control-Request-Headers: content-type,x-amz-bearer\r\n\
    Sec-Fetch-Site: cross-site\r\n";

#[tokio::test]
async fn a_page_on_this_machine_can_call_a_service_with_cors() {
    let service = LocalService::builder().cors(true).control(true).start().await.unwrap();
    service.inject(Fault::status(429));
    let origin = "http://127.0.0.1:3000";
    let response = from_page(&service, "OPTIONS /participant/event", origin, PREFLIGHT).await;
    assert_eq!(response.status, 204);
    for (name, value) in [
        ("access-control-allow-origin", origin),
        ("access-control-allow-methods", "POST"),
        ("access-control-allow-headers", "content-type,x-amz-bearer"),
        ("vary", "Origin"),
    ] {
        assert_eq!(response.header(name), Some(value), "{name}");
    }
    // The fault is for the call.
    for status in [429, 403] {
        let response = from_page(&service, "POST /participant/event", origin, "").await;
        assert_eq!(response.status, status);
        assert_eq!(response.header("access-control-allow-origin"), Some(origin));
        assert_eq!(response.header("access-control-expose-headers"), Some("*"));
    }
    // The control has tokens.
    let log = from_page(&service, "GET /_local/requests", origin, "").await;
    assert_eq!(log.header("access-control-allow-origin"), None);
    assert_eq!(log.body["requests"].as_array().map(Vec::len), Some(2), "{log:?}");
}

#[tokio::test]
async fn cors_is_off_by_default_and_for_other_sites() {
    let on = LocalService::builder().cors(true).start().await.unwrap();
    let off = LocalService::start().await.unwrap();
    for (service, origin) in [
        (&on, "https://evil.example"),
        (&on, "null"),
        (&on, "http://192.168.0.1"),
        (&off, "http://localhost:3000"),
    ] {
        for line in ["OPTIONS /participant/event", "POST /participant/event"] {
            let response = from_page(service, line, origin, PREFLIGHT).await;
            assert!(response.status >= 400, "{}", response.status);
            assert!(!response.head.contains("access-control-"), "{origin}: {}", response.head);
        }
    }
    // The log can still be read by pages of the same site only.
    let headers = "Sec-Fetch-Site: cross-site\r\n";
    let response = from_page(&on, "GET /_local/events", "http://localhost:1", headers).await;
    assert_eq!(response.status, 403);
}

#[tokio::test]
async fn a_service_can_listen_on_another_address() {
    for (address, host) in [
        (IpAddr::from(Ipv4Addr::UNSPECIFIED), "127.0.0.1"),
        (Ipv4Addr::new(127, 0, 0, 2).into(), "127.0.0.2"),
        (Ipv6Addr::LOCALHOST.into(), "[::1]"),
    ] {
        let service = match LocalService::builder().address(address).start().await {
            // Not every machine has IPv6.
            Err(_) if address.is_ipv6() => continue,
            service => service.unwrap(),
        };
        assert!(service.url().starts_with(&format!("http://{host}:")), "{}", service.url());
        assert_eq!(get_log(&service, "Host: localhost\r\n").await.status, 200);
        let other = get_log(&service, "Host: 192.168.0.1\r\n").await.status;
        assert_eq!(other == 200, address.is_unspecified());
        assert_eq!(get_log(&service, "Host: evil.example\r\n").await.status, 403);
    }
}

#[tokio::test]
async fn a_public_url_is_the_url_of_the_service() {
    let builder = || LocalService::builder().public_url("http://connect:8080/");
    let service = builder().start_blocking().unwrap();
    assert_eq!(service.url(), "http://connect:8080");
    for url in ["", "connect:8080", "ftp://connect", "http://connect/a", "http://a@b", "http:///"] {
        let error = builder().public_url(url).start().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{url}");
    }
}
