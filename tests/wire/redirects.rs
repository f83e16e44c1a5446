//! Redirects, which would hand the token to another host, and are never followed.

use connect_participant::{ClientBuilder, ErrorKind};
use connect_participant_tests::{Answer, Recorder, builder};

use crate::call::typing;

async fn not_followed(configure: impl Fn(ClientBuilder) -> ClientBuilder) {
    let elsewhere = Recorder::start(Answer::ok("{}")).await;
    for status in [301, 302, 303, 307, 308] {
        let location = elsewhere.url() + "/participant/event";
        let recorder = Recorder::start(Answer::status(status).header("location", &location)).await;
        let client = configure(builder(recorder.url())).build().unwrap();
        let error = client.send_event(typing()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Service, "{status}");
        let told = "the answer is a redirect, and none is followed";
        assert_eq!(error.to_string(), format!("SendEvent failed: Service: {told} (HTTP {status})"));
        assert!(!error.is_retryable(), "{status}");
        recorder.assert_one_request();
    }
    assert_eq!(elsewhere.requests(), []);
}

#[tokio::test]
async fn none_is_followed() {
    not_followed(|builder| builder).await;
}

#[tokio::test]
async fn none_is_followed_where_reqwest_is_told_to() {
    not_followed(|builder| {
        builder.configure_reqwest(|reqwest| reqwest.redirect(reqwest::redirect::Policy::limited(5)))
    })
    .await;
}
