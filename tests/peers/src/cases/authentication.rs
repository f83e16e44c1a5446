//! A customer who is asked to sign in.

use serde_json::json;

use super::inputs::SESSION_ID;
use crate::stage::Stage;

cases! {
    a_customer_gets_a_url
    a_customer_does_not_sign_in
}

async fn a_customer_gets_a_url(stage: Stage) {
    let input =
        json!({ "SessionId": SESSION_ID, "RedirectUri": "https://shop.example/back?a=b&c=é" });
    let output = stage.output("GetAuthenticationUrl", input).await;
    assert!(output["AuthenticationUrl"].as_str().is_some_and(|url| url.starts_with("http")));
}

async fn a_customer_does_not_sign_in(stage: Stage) {
    let output =
        stage.output("CancelParticipantAuthentication", json!({ "SessionId": SESSION_ID })).await;
    assert_eq!(output, json!({}));
    assert_eq!(stage.chat.transcript().len(), 1);
}
