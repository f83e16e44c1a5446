//! Proxies of the environment and of the configuration. A request over plain HTTP must not use a
//! proxy of the environment, because it would leave the machine.

use connect_participant::reqwest::Proxy;
use connect_participant_tests::{
    CONNECTION_TOKEN, Recorder, Request, Response, TlsTerminator, TunnelProxy, builder,
    closed_port, typing, uses_reqwest,
};

use crate::child_process::{CONNECT_TIMEOUT, Certificates, SOCKET, call_in_child_process};

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
async fn a_socket_uses_the_proxy() {
    if uses_reqwest() {
        return;
    }
    let proxied = ProxiedService::start().await;
    let variables = [
        ("HTTPS_PROXY", format!("http://{}", proxied.proxy.authority())),
        (SOCKET, format!("wss://{NAME}/socket?token=secret")),
    ];
    assert_eq!(proxied.call(&variables, &[]).await, "succeeded");
    let [connect] = &proxied.proxy.requests()[..] else { panic!("not one tunnel") };
    assert_eq!(connect.target, "chat.example:443");
    assert_eq!(proxied.service.request().target, "/socket");

    let url = closed_port().await;
    let variables = [("HTTPS_PROXY", url.clone()), variables[1].clone()];
    let error = proxied.call(&variables, &[]).await;
    let proxy = url.trim_start_matches("http://");
    let expected = format!(
        "Transport: no connection to https://chat.example: the proxy {proxy} (HTTPS_PROXY): Connection refused"
    );
    assert!(error.starts_with(&expected) && !error.contains("secret"), "{error}");
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

const ENDPOINT: &str = "https://chat.example";
const NO_RESPONSE: &str = "no response from https://chat.example: ";

/// Calls [`ENDPOINT`], and returns the error without the operation. It must not contain the
/// password of the proxy.
async fn error_with(variables: &[(&'static str, String)]) -> String {
    let outcome = call_in_child_process(ENDPOINT.to_owned(), variables).await;
    for secret in ["Aladdin", "opensesame", "QWxhZGRpbj"] {
        assert!(!outcome.contains(secret), "{outcome}");
    }
    outcome.strip_prefix("SendEvent failed: ").unwrap_or(&outcome).to_owned()
}

fn with_password(url: &str) -> String {
    url.replace("://", "://Aladdin:opensesame@")
}

#[tokio::test]
async fn a_refusing_proxy_is_reported_without_its_password() {
    for (status, text) in [
        (301, "301 Moved Permanently"),
        (400, "400 Bad Request"),
        (403, "403 Forbidden"),
        (407, "407 Proxy Authentication Required"),
        (429, "429 Too Many Requests"),
        (502, "502 Bad Gateway"),
        (503, "503 Service Unavailable"),
        (599, "599"),
    ] {
        let proxy = Recorder::start(Response::status(status)).await;
        let error = error_with(&[("HTTPS_PROXY", with_password(&proxy.url()))]).await;
        let start = format!("Transport: {NO_RESPONSE}");
        assert!(error.starts_with(&start), "{error}");
        assert_eq!(proxy.request().method, "CONNECT");
        if !uses_reqwest() {
            let proxy = proxy.authority();
            let expected = format!("the proxy {proxy} (HTTPS_PROXY): answered {text}");
            assert_eq!(error, start + &expected);
        }
    }
}

#[tokio::test]
async fn an_unreachable_proxy_is_named_with_its_variable() {
    if uses_reqwest() {
        return;
    }
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let url = closed_port().await;
        let error = error_with(&[(variable, with_password(&url))]).await;
        let proxy = url.trim_start_matches("http://");
        let expected =
            format!("Transport: {NO_RESPONSE}the proxy {proxy} ({variable}): Connection refused");
        assert!(error.starts_with(&expected), "{error}");
    }
    let url = "http://Aladdin:opensesame@no-such-proxy.invalid".to_owned();
    let error = error_with(&[("HTTPS_PROXY", url)]).await;
    let expected = "the proxy no-such-proxy.invalid:80 (HTTPS_PROXY): failed to lookup address";
    assert!(error.starts_with(&format!("Transport: {NO_RESPONSE}{expected}")), "{error}");
}

/// An empty variable is no proxy, and hides the name in lower case.
#[tokio::test]
async fn the_variables_of_proxies_have_a_precedence() {
    let proxied = ProxiedService::start().await;
    let url = |port| format!("http://127.0.0.1:{port}");
    let right = format!("http://{}", proxied.proxy.authority());
    for variables in [
        [("HTTPS_PROXY", &right), ("https_proxy", &url(1)), ("ALL_PROXY", &url(2))],
        [("https_proxy", &right), ("ALL_PROXY", &url(1)), ("all_proxy", &url(2))],
        [("HTTPS_PROXY", &String::new()), ("https_proxy", &url(1)), ("ALL_PROXY", &right)],
    ] {
        let variables = variables.map(|(name, url)| (name, url.clone()));
        assert_eq!(proxied.call(&variables, &[]).await, "succeeded", "{variables:?}");
    }
}

#[tokio::test]
async fn a_silent_proxy_is_named_when_the_time_is_up() {
    if uses_reqwest() {
        return;
    }
    let proxy = Recorder::start(Response::never()).await;
    let variables =
        [("HTTPS_PROXY", with_password(&proxy.url())), (CONNECT_TIMEOUT, "300".to_owned())];
    let error = error_with(&variables).await;
    let proxy = proxy.authority();
    let expected = format!(
        "Timeout: {NO_RESPONSE}the proxy {proxy} (HTTPS_PROXY): the connection took longer than 300ms to open"
    );
    assert_eq!(error, expected);
}

#[tokio::test]
async fn a_proxy_without_tls_is_named_if_its_url_is_https() {
    if uses_reqwest() {
        return;
    }
    let proxy = Recorder::start(Response::status(400)).await;
    let url = with_password(&proxy.url().replace("http:", "https:"));
    let service = ProxiedService::start().await;
    let error = service.call(&[("HTTPS_PROXY", url)], &[]).await;
    let expected = format!("{NO_RESPONSE}the proxy {} (HTTPS_PROXY): ", proxy.authority());
    assert!(error.contains(&expected) && !error.contains("opensesame"), "{error}");
}

/// A proxy that inspects TLS has a certificate that the client does not trust.
#[tokio::test]
async fn a_proxy_is_named_if_tls_fails_behind_it() {
    if uses_reqwest() {
        return;
    }
    let proxied = ProxiedService::start_as("evil.example").await;
    let url = with_password(&format!("http://{}", proxied.proxy.authority()));
    let error = proxied.call(&[("HTTPS_PROXY", url)], &[]).await;
    let proxy = proxied.proxy.authority();
    let expected = format!("{NO_RESPONSE}through the proxy {proxy} (HTTPS_PROXY): ");
    assert!(error.contains(&expected) && !error.contains("opensesame"), "{error}");
}

/// The call would be sent without the proxy that a policy may demand.
#[tokio::test]
async fn an_invalid_proxy_variable_fails_the_build() {
    if uses_reqwest() {
        return;
    }
    let start = "InvalidInput: the HTTP client cannot be built: the proxy in ";
    for (value, problem) in [
        ("not a URL", "is not a valid URL"),
        ("http://", "is not a valid URL"),
        ("/proxy", "is not a valid URL"),
        ("http://Aladdin:open sesame@127.0.0.1:3128", "is not a valid URL"),
        ("ftp://Aladdin:opensesame@127.0.0.1:3128", "is not a valid URL"),
        ("socks5://Aladdin:opensesame@127.0.0.1:1", "is neither http nor https"),
        ("http://Aladdin:opensesame@127.0.0.1:65536", "has an invalid host or port"),
        ("http://Aladdin:opensesame@127.0.0.1:0", "has an invalid host or port"),
        ("http://Aladdin:opensesame@sesame@127.0.0.1", "has an invalid host or port"),
    ] {
        for variable in ["HTTPS_PROXY", "all_proxy"] {
            let error = error_with(&[(variable, value.to_owned())]).await;
            assert_eq!(error, format!("{start}`{variable}` {problem}"), "{value}");
        }
    }
}

/// curl accepts such a variable too.
#[tokio::test]
async fn an_invalid_proxy_variable_without_use_is_ignored() {
    let service = Recorder::start(Response::ok("{}")).await;
    let invalid = || ("HTTPS_PROXY", "not a URL".to_owned());
    assert_eq!(call_in_child_process(service.url(), &[invalid()]).await, "succeeded");

    let front = TlsTerminator::start(service.authority(), "localhost").await;
    let endpoint = format!("https://localhost:{}", front.address().port());
    let certificates = Certificates::write(&[front.authority()]);
    for no_proxy in ["*", "localhost"] {
        let variables =
            [invalid(), ("NO_PROXY", no_proxy.to_owned()), ("SSL_CERT_FILE", certificates.path())];
        assert_eq!(call_in_child_process(endpoint.clone(), &variables).await, "succeeded");
    }
}

/// The endpoint needs no proxy, so the mistake shows at the socket.
#[tokio::test]
async fn an_invalid_proxy_variable_is_invalid_input() {
    if uses_reqwest() {
        return;
    }
    let variables =
        [("HTTPS_PROXY", "not a URL".to_owned()), (SOCKET, "wss://localhost:1".to_owned())];
    let error = call_in_child_process("http://127.0.0.1:1".to_owned(), &variables).await;
    let expected = "InvalidInput: no connection to https://localhost:1: \
                    the proxy in `HTTPS_PROXY` is not a valid URL";
    assert_eq!(error, expected);
}
