//! Redirects, which would hand the token to another host, and are never followed.

use connect_participant::reqwest::redirect::Policy;
use connect_participant::{Client, ClientBuilder, ErrorKind};
use connect_participant_tests::{Answer, Recorder, typing};

async fn not_followed(status: u16, configure: impl Fn(ClientBuilder) -> ClientBuilder) {
    let elsewhere = Recorder::start(Answer::ok("{}")).await;
    let location = elsewhere.url() + "/participant/event";
    let recorder = Recorder::start(Answer::status(status).header("location", &location)).await;
    let client = configure(Client::builder().endpoint_url(recorder.url())).build().unwrap();
    let error = client.call(typing()).await.unwrap_err();
    let told = "the response is a redirect, and redirects are never followed";
    assert_eq!(error.to_string(), format!("SendEvent failed: Service: {told} (HTTP {status})"));
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Service, false));
    recorder.assert_one_request();
    assert_eq!((elsewhere.requests(), elsewhere.connections()), (vec![], 0));
}

macro_rules! rows {
    ($($status:literal => $name:ident, $told_to:ident;)*) => {$(
        #[tokio::test]
        async fn $name() {
            not_followed($status, |builder| builder).await;
        }

        #[tokio::test]
        async fn $told_to() {
            not_followed($status, |builder| {
                builder.configure_reqwest(|reqwest| reqwest.redirect(Policy::limited(5)))
            })
            .await;
        }
    )*};
}

rows! {
    301 => a_301_is_not_followed, a_301_is_not_followed_where_reqwest_is_told_to;
    302 => a_302_is_not_followed, a_302_is_not_followed_where_reqwest_is_told_to;
    303 => a_303_is_not_followed, a_303_is_not_followed_where_reqwest_is_told_to;
    307 => a_307_is_not_followed, a_307_is_not_followed_where_reqwest_is_told_to;
    308 => a_308_is_not_followed, a_308_is_not_followed_where_reqwest_is_told_to;
}
