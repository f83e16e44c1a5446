//! HTTPS to services with certificates of private authorities.

use connect_participant::reqwest::{Certificate, ClientBuilder, redirect};
use connect_participant::{Error, ErrorKind, Result, SendEventOutput};
use connect_participant_tests::{
    CONNECTION_TOKEN, Recorder, Response, TlsTerminator, builder, typing, uses_reqwest,
};

use crate::child_process::{CALLS, Certificates, SOCKET, call_in_child_process};

/// The client trusts the authorities that the process trusts, without configuration.
#[tokio::test]
async fn an_authority_of_the_process_is_trusted_and_no_other() {
    for (name, is_known, expected) in [
        ("localhost", true, "succeeded"),
        ("localhost", false, "no response from https://localhost:"),
        ("evil.example", true, "no response from https://localhost:"),
    ] {
        let service = Service::start(name, Response::ok("{}")).await;
        let another = Service::start(name, Response::ok("{}")).await;
        let known = if is_known { &service } else { &another };
        let certificates = Certificates::write(&[known.front.authority()]);
        let endpoint = format!("https://localhost:{}", service.front.address().port());
        let outcome =
            call_in_child_process(endpoint, &[("SSL_CERT_FILE", certificates.path())]).await;
        assert!(outcome.contains(expected), "{name}: {outcome}");
        assert_eq!(service.recorder.requests().len(), usize::from(expected == "succeeded"));
    }
}

/// A full handshake costs several times as much as a resumed one.
#[tokio::test]
async fn the_second_connection_resumes_the_session() {
    let closing = Response::ok("{}").header("connection", "close").then_close();
    let service = Service::start("localhost", closing).await;
    let outcome = service.in_child_process(&[(CALLS, "4".to_owned())]).await;
    assert_eq!(outcome, "succeeded");
    let kinds: Vec<_> = service.front.handshakes().iter().map(|made| made.is_resumed).collect();
    assert_eq!(kinds, [false, true, true, true]);
}

#[tokio::test]
async fn a_socket_is_encrypted_and_offers_no_http2() {
    if uses_reqwest() {
        return;
    }
    let service = Service::start("localhost", Response::ok("{}")).await;
    let socket = format!("wss://localhost:{}/socket", service.front.address().port());
    assert_eq!(service.in_child_process(&[(SOCKET, socket)]).await, "succeeded");
    assert_eq!(service.recorder.request().target, "/socket");
    let [handshake] = &service.front.handshakes()[..] else { panic!("not one handshake") };
    assert_eq!(handshake.offered, [""; 0]);
}

const NAME: &str = "chat.example";

/// A service whose certificate has a given name.
struct Service {
    recorder: Recorder,
    front: TlsTerminator,
}

impl Service {
    async fn start(name: &str, response: Response) -> Self {
        let recorder = Recorder::start(response).await;
        let front = TlsTerminator::start(recorder.authority(), name).await;
        Self { recorder, front }
    }

    /// Calls the service as [`NAME`], with this configuration of reqwest.
    async fn call(
        &self,
        configure: impl FnOnce(ClientBuilder) -> ClientBuilder + Clone + Send + Sync + 'static,
    ) -> Result<SendEventOutput> {
        let address = self.front.address();
        builder(format!("https://{NAME}:{}", address.port()))
            .configure_reqwest(move |reqwest| reqwest.no_proxy().resolve(NAME, address))
            .configure_reqwest(configure)
            .build()?
            .call(typing())
            .await
    }

    /// Calls the service in a process that trusts its certificate.
    async fn in_child_process(&self, variables: &[(&'static str, String)]) -> String {
        let certificates = Certificates::write(&[self.front.authority()]);
        let mut variables = variables.to_vec();
        variables.push(("SSL_CERT_FILE", certificates.path()));
        let endpoint = format!("https://localhost:{}", self.front.address().port());
        call_in_child_process(endpoint, &variables).await
    }

    fn authority(&self) -> Certificate {
        Certificate::from_pem(self.front.authority().as_bytes()).unwrap()
    }

    fn assert_not_trusted(&self, error: &Error) {
        assert_eq!(error.kind(), ErrorKind::Transport);
        let text = error.to_string();
        // The messages of rustls and of OpenSSL.
        let messages = ["invalid peer certificate", "certificate verify failed"];
        assert!(messages.iter().any(|message| text.contains(message)), "{text}");
        assert_eq!(self.recorder.requests(), []);
    }
}

#[tokio::test]
async fn a_configured_authority_is_trusted() {
    let service = Service::start(NAME, Response::ok(r#"{"Id":"6bd8e4a7"}"#)).await;
    let authority = service.authority();
    let output = service.call(|reqwest| reqwest.tls_certs_merge([authority])).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("6bd8e4a7"));
    assert_eq!(service.recorder.request().values("x-amz-bearer"), [CONNECTION_TOKEN]);
}

#[tokio::test]
async fn an_unknown_authority_is_not_trusted() {
    let service = Service::start(NAME, Response::ok("{}")).await;
    service.assert_not_trusted(&service.call(|reqwest| reqwest).await.unwrap_err());
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_trusted() {
    let service = Service::start("evil.example", Response::ok("{}")).await;
    let authority = service.authority();
    let error = service.call(|reqwest| reqwest.tls_certs_merge([authority])).await.unwrap_err();
    service.assert_not_trusted(&error);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Recorder::start(Response::ok("{}")).await;
    let redirect = Response::status(307).header("location", &elsewhere.url());
    let service = Service::start(NAME, redirect).await;
    let authority = service.authority();
    let error = service
        .call(|reqwest| reqwest.tls_certs_merge([authority]).redirect(redirect::Policy::limited(5)))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    assert_eq!(elsewhere.connections(), 0);
}
