//! Customer authentication.

use serde_json::json;

use super::inputs::SESSION_ID;
use crate::fixture::Fixture;

cases! {
    a_customer_gets_an_authentication_url
    a_customer_cancels_authentication
}

async fn a_customer_gets_an_authentication_url(fixture: Fixture) {
    let input =
        json!({ "SessionId": SESSION_ID, "RedirectUri": "https://shop.example/back?a=b&c=é" });
    let output = fixture.output("GetAuthenticationUrl", input).await;
    assert!(output["AuthenticationUrl"].as_str().is_some_and(|url| url.starts_with("http")));
}

async fn a_customer_cancels_authentication(fixture: Fixture) {
    let output =
        fixture.output("CancelParticipantAuthentication", json!({ "SessionId": SESSION_ID })).await;
    assert_eq!(output, json!({}));
    assert_eq!(fixture.chat.transcript().len(), 1);
}
