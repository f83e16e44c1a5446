//! Redirects, which are never followed, because they could send the token to another host.

use connect_participant::reqwest::redirect::Policy;
use connect_participant::{Client, ClientBuilder, ErrorKind};
use connect_participant_tests::{Recorder, Response, typing};

async fn assert_not_followed(status: u16, configure: impl Fn(ClientBuilder) -> ClientBuilder) {
    let elsewhere = Recorder::start(Response::ok("{}")).await;
    let location = elsewhere.url() + "/participant/event";
    let recorder = Recorder::start(Response::status(status).header("location", &location)).await;
    let client = configure(Client::builder().endpoint_url(recorder.url())).build().unwrap();
    let error = client.call(typing()).await.unwrap_err();
    let message = "the response is a redirect, and redirects are never followed";
    assert_eq!(error.to_string(), format!("SendEvent failed: Service: {message} (HTTP {status})"));
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Service, false));
    recorder.assert_one_request();
    assert_eq!((elsewhere.requests(), elsewhere.connections()), (vec![], 0));
}

macro_rules! rows {
    ($($status:literal => $name:ident, $configured:ident;)*) => {$(
        #[tokio::test]
        async fn $name() {
            assert_not_followed($status, |builder| builder).await;
        }

        #[tokio::test]
        async fn $configured() {
            assert_not_followed($status, |builder| {
                builder.configure_reqwest(|reqwest| reqwest.redirect(Policy::limited(5)))
            })
            .await;
        }
    )*};
}

rows! {
    301 => a_301_is_not_followed, a_301_is_not_followed_if_reqwest_would;
    302 => a_302_is_not_followed, a_302_is_not_followed_if_reqwest_would;
    303 => a_303_is_not_followed, a_303_is_not_followed_if_reqwest_would;
    307 => a_307_is_not_followed, a_307_is_not_followed_if_reqwest_would;
    308 => a_308_is_not_followed, a_308_is_not_followed_if_reqwest_would;
}
