//! Proxies: those of the environment's, which a request over plain http must not go through, as it would leave the machine,
//! and those that the user asks for.

use connect_participant::reqwest::Proxy;
use connect_participant_tests::{
    Answer, CONNECTION_TOKEN, Recorder, Request, TlsFront, TunnelProxy, builder,
    sends_with_reqwest, typing,
};

use crate::own_process::{Certificates, call_in_own_process};

#[tokio::test]
async fn a_proxy_that_the_user_asks_for_is_used() {
    let proxy = Recorder::start(Answer::ok("{}")).await;
    let service = Recorder::start(Answer::ok("{}")).await;
    let url = proxy.url();
    let client = builder(service.url())
        .configure_reqwest(move |reqwest| reqwest.proxy(Proxy::http(url).unwrap()))
        .build()
        .unwrap();
    client.call(typing()).await.unwrap();
    assert_eq!(proxy.request().target, service.url() + "/participant/event");
    assert_eq!(service.requests(), []);
}

#[tokio::test]
async fn a_request_over_plain_http_goes_through_no_proxy() {
    let proxy = Recorder::start(Answer::ok("{}")).await;
    let service = Recorder::start(Answer::ok("{}")).await;
    let variables = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let variables = variables.map(|name| (name, proxy.url()));
    assert_eq!(call_in_own_process(service.url(), &variables).await, "answered");
    assert_eq!(proxy.requests(), []);
    service.assert_one_request();
}

/// A service behind TLS that can be reached through a proxy alone.
struct Hidden {
    service: Recorder,
    front: TlsFront,
    proxy: TunnelProxy,
}

const NAME: &str = "chat.example";

impl Hidden {
    async fn start() -> Self {
        Self::start_as(NAME).await
    }

    async fn start_as(name: &str) -> Self {
        let service = Recorder::start(Answer::ok("{}")).await;
        let front = TlsFront::start(service.authority(), name).await;
        let proxy = TunnelProxy::start(front.address().to_string()).await;
        Self { service, front, proxy }
    }

    /// What comes of a call when these variables name the proxy, and certificates beside the service's own are trusted.
    async fn call(&self, variables: &[(&'static str, String)], trusted: &[&str]) -> String {
        self.call_at(&format!("https://{NAME}"), variables, trusted).await
    }

    async fn call_at(
        &self,
        endpoint: &str,
        variables: &[(&'static str, String)],
        trusted: &[&str],
    ) -> String {
        let mut certificates = vec![self.front.authority()];
        certificates.extend(trusted);
        let certificates = Certificates::write(&certificates);
        let mut variables = variables.to_vec();
        variables.push(("SSL_CERT_FILE", certificates.path()));
        call_in_own_process(endpoint.to_owned(), &variables).await
    }

    fn assert_asked_once(&self) -> Request {
        let asked = self.proxy.asked();
        let [asked] = &asked[..] else { panic!("not asked once: {asked:#?}") };
        assert_eq!((asked.method.as_str(), asked.target.as_str()), ("CONNECT", "chat.example:443"));
        // The token is inside of the tunnel.
        assert_eq!(asked.values("x-amz-bearer"), [""; 0]);
        let request = self.service.request();
        assert_eq!(request.values("x-amz-bearer"), [CONNECTION_TOKEN]);
        assert_eq!(
            (request.target.as_str(), request.values("host")),
            ("/participant/event", vec![NAME])
        );
        asked.clone()
    }
}

#[tokio::test]
async fn an_encrypted_request_goes_through_that_of_the_environment() {
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let hidden = Hidden::start().await;
        let variables = [(name, format!("http://{}", hidden.proxy.authority()))];
        assert_eq!(hidden.call(&variables, &[]).await, "answered", "{name}");
        assert_eq!(hidden.assert_asked_once().values("proxy-authorization"), [""; 0]);
    }
}

/// A port is told unless it is the scheme's own, and an address is no name.
#[tokio::test]
async fn a_host_is_told_as_it_should_be() {
    for (endpoint, name, asked, host) in [
        ("https://chat.example:443", NAME, "chat.example:443", "chat.example"),
        ("https://CHAT.example:80", NAME, "chat.example:80", "chat.example:80"),
        ("https://[::1]:8443", "::1", "[::1]:8443", "[::1]:8443"),
        ("https://192.0.2.1", "192.0.2.1", "192.0.2.1:443", "192.0.2.1"),
    ] {
        if endpoint.contains('[') && sends_with_reqwest() {
            // It takes the brackets for a part of the address.
            continue;
        }
        let hidden = Hidden::start_as(name).await;
        let variables = [("HTTPS_PROXY", format!("http://{}", hidden.proxy.authority()))];
        assert_eq!(hidden.call_at(endpoint, &variables, &[]).await, "answered", "{endpoint}");
        assert_eq!(hidden.proxy.asked()[0].target, asked);
        assert_eq!(hidden.service.request().values("host"), [host]);
    }
}

#[tokio::test]
async fn a_proxys_password_is_for_the_proxy() {
    let hidden = Hidden::start().await;
    let url = format!("http://Aladdin:opensesame@{}", hidden.proxy.authority());
    assert_eq!(hidden.call(&[("HTTPS_PROXY", url)], &[]).await, "answered");
    let authorization = hidden.assert_asked_once().values("proxy-authorization").join("");
    assert_eq!(authorization, "Basic QWxhZGRpbjpvcGVuc2VzYW1l");
}

#[tokio::test]
async fn a_proxy_may_be_encrypted_itself() {
    let hidden = Hidden::start().await;
    let proxy = TlsFront::start(hidden.proxy.authority(), "localhost").await;
    let url = format!("https://localhost:{}", proxy.address().port());
    assert_eq!(hidden.call(&[("HTTPS_PROXY", url)], &[proxy.authority()]).await, "answered");
    hidden.assert_asked_once();
}

#[tokio::test]
async fn a_host_may_be_without_one() {
    let service = Recorder::start(Answer::ok("{}")).await;
    let front = TlsFront::start(service.authority(), "localhost").await;
    let proxy = TunnelProxy::start(front.address().to_string()).await;
    let certificates = Certificates::write(&[front.authority()]);
    let variables = [
        ("HTTPS_PROXY", format!("http://{}", proxy.authority())),
        ("NO_PROXY", "localhost".to_owned()),
        ("SSL_CERT_FILE", certificates.path()),
    ];
    let endpoint = format!("https://localhost:{}", front.address().port());
    assert_eq!(call_in_own_process(endpoint, &variables).await, "answered");
    assert!(proxy.asked().is_empty());
    let host = format!("localhost:{}", front.address().port());
    assert_eq!(service.request().values("host"), [host]);
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_of_and_its_password_is_not() {
    let proxy = Recorder::start(Answer::status(403)).await;
    let url = proxy.url().replace("http://", "http://Aladdin:opensesame@");
    let told =
        call_in_own_process("https://chat.example".to_owned(), &[("HTTPS_PROXY", url)]).await;
    assert!(
        told.starts_with("SendEvent failed: Transport: no response from https://chat.example: "),
        "{told}"
    );
    assert!(!told.contains("opensesame") && !told.contains("QWxhZGRpbj"), "{told}");
    assert_eq!(proxy.request().method, "CONNECT");
}

#[tokio::test]
async fn a_proxy_of_another_kind_is_none() {
    let url = "socks5://Aladdin:opensesame@127.0.0.1:1".to_owned();
    let told = call_in_own_process("https://chat.example".to_owned(), &[("ALL_PROXY", url)]).await;
    assert!(
        told.starts_with("SendEvent failed: Transport: no response from https://chat.example: "),
        "{told}"
    );
    assert!(!told.contains("opensesame"), "{told}");
}
