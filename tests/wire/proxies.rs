//! Proxies of the environment and of the configuration. A request over plain HTTP must not use a
//! proxy of the environment, because it would leave the machine.

use connect_participant::reqwest::Proxy;
use connect_participant_tests::{
    CONNECTION_TOKEN, Recorder, Request, Response, TlsTerminator, TunnelProxy, builder, typing,
    uses_reqwest,
};

use crate::child_process::{Certificates, call_in_child_process};

#[tokio::test]
async fn a_configured_proxy_is_used() {
    let proxy = Recorder::start(Response::ok("{}")).await;
    let service = Recorder::start(Response::ok("{}")).await;
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
async fn plain_http_ignores_proxies_of_the_environment() {
    let proxy = Recorder::start(Response::ok("{}")).await;
    let service = Recorder::start(Response::ok("{}")).await;
    let variables = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let variables = variables.map(|name| (name, proxy.url()));
    assert_eq!(call_in_child_process(service.url(), &variables).await, "succeeded");
    assert_eq!(proxy.requests(), []);
    service.assert_one_request();
}

/// A service behind TLS that can only be reached through a proxy.
struct ProxiedService {
    service: Recorder,
    front: TlsTerminator,
    proxy: TunnelProxy,
}

const NAME: &str = "chat.example";

impl ProxiedService {
    async fn start() -> Self {
        Self::start_as(NAME).await
    }

    async fn start_as(name: &str) -> Self {
        let service = Recorder::start(Response::ok("{}")).await;
        let front = TlsTerminator::start(service.authority(), name).await;
        let proxy = TunnelProxy::start(front.address().to_string()).await;
        Self { service, front, proxy }
    }

    /// Calls the service with these variables. The client trusts the certificate of the service,
    /// and `trusted`.
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
        call_in_child_process(endpoint.to_owned(), &variables).await
    }

    /// Returns the one request for a tunnel.
    fn assert_one_tunnel(&self) -> Request {
        let requests = self.proxy.requests();
        let [connect] = &requests[..] else { panic!("not one request: {requests:#?}") };
        assert_eq!(
            (connect.method.as_str(), connect.target.as_str()),
            ("CONNECT", "chat.example:443")
        );
        // The token is sent inside the tunnel only.
        assert_eq!(connect.values("x-amz-bearer"), [""; 0]);
        let request = self.service.request();
        assert_eq!(request.values("x-amz-bearer"), [CONNECTION_TOKEN]);
        assert_eq!(
            (request.target.as_str(), request.values("host")),
            ("/participant/event", vec![NAME])
        );
        connect.clone()
    }
}

#[tokio::test]
async fn https_uses_the_proxy_of_the_environment() {
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let proxied = ProxiedService::start().await;
        let variables = [(name, format!("http://{}", proxied.proxy.authority()))];
        assert_eq!(proxied.call(&variables, &[]).await, "succeeded", "{name}");
        assert_eq!(proxied.assert_one_tunnel().values("proxy-authorization"), [""; 0]);
    }
}

/// The `Host` header has the port unless it is the default. Addresses are supported too.
#[tokio::test]
async fn connect_target_and_host_header_are_correct() {
    for (endpoint, name, target, host) in [
        ("https://chat.example:443", NAME, "chat.example:443", "chat.example"),
        ("https://CHAT.example:80", NAME, "chat.example:80", "chat.example:80"),
        ("https://[::1]:8443", "::1", "[::1]:8443", "[::1]:8443"),
        ("https://192.0.2.1", "192.0.2.1", "192.0.2.1:443", "192.0.2.1"),
    ] {
        if endpoint.contains('[') && uses_reqwest() {
            // reqwest passes the brackets to TLS as part of the address.
            continue;
        }
        let proxied = ProxiedService::start_as(name).await;
        let variables = [("HTTPS_PROXY", format!("http://{}", proxied.proxy.authority()))];
        assert_eq!(proxied.call_at(endpoint, &variables, &[]).await, "succeeded", "{endpoint}");
        assert_eq!(proxied.proxy.requests()[0].target, target);
        assert_eq!(proxied.service.request().values("host"), [host]);
    }
}

#[tokio::test]
async fn the_proxy_password_is_sent_to_the_proxy_only() {
    let proxied = ProxiedService::start().await;
    let url = format!("http://Aladdin:opensesame@{}", proxied.proxy.authority());
    assert_eq!(proxied.call(&[("HTTPS_PROXY", url)], &[]).await, "succeeded");
    let authorization = proxied.assert_one_tunnel().values("proxy-authorization").join("");
    assert_eq!(authorization, "Basic QWxhZGRpbjpvcGVuc2VzYW1l");
}

#[tokio::test]
async fn an_https_proxy_is_supported() {
    let proxied = ProxiedService::start().await;
    let proxy = TlsTerminator::start(proxied.proxy.authority(), "localhost").await;
    let url = format!("https://localhost:{}", proxy.address().port());
    assert_eq!(proxied.call(&[("HTTPS_PROXY", url)], &[proxy.authority()]).await, "succeeded");
    proxied.assert_one_tunnel();
}

#[tokio::test]
async fn no_proxy_excludes_a_host() {
    let service = Recorder::start(Response::ok("{}")).await;
    let front = TlsTerminator::start(service.authority(), "localhost").await;
    let proxy = TunnelProxy::start(front.address().to_string()).await;
    let certificates = Certificates::write(&[front.authority()]);
    let variables = [
        ("HTTPS_PROXY", format!("http://{}", proxy.authority())),
        ("NO_PROXY", "localhost".to_owned()),
        ("SSL_CERT_FILE", certificates.path()),
    ];
    let endpoint = format!("https://localhost:{}", front.address().port());
    assert_eq!(call_in_child_process(endpoint, &variables).await, "succeeded");
    assert!(proxy.requests().is_empty());
    let host = format!("localhost:{}", front.address().port());
    assert_eq!(service.request().values("host"), [host]);
}

#[tokio::test]
async fn a_refusing_proxy_is_reported_without_its_password() {
    let proxy = Recorder::start(Response::status(403)).await;
    let url = proxy.url().replace("http://", "http://Aladdin:opensesame@");
    let error =
        call_in_child_process("https://chat.example".to_owned(), &[("HTTPS_PROXY", url)]).await;
    assert!(
        error.starts_with("SendEvent failed: Transport: no response from https://chat.example: "),
        "{error}"
    );
    assert!(!error.contains("opensesame") && !error.contains("QWxhZGRpbj"), "{error}");
    assert_eq!(proxy.request().method, "CONNECT");
}

#[tokio::test]
async fn an_unsupported_proxy_scheme_is_ignored() {
    let url = "socks5://Aladdin:opensesame@127.0.0.1:1".to_owned();
    let error =
        call_in_child_process("https://chat.example".to_owned(), &[("ALL_PROXY", url)]).await;
    assert!(
        error.starts_with("SendEvent failed: Transport: no response from https://chat.example: "),
        "{error}"
    );
    assert!(!error.contains("opensesame"), "{error}");
}
