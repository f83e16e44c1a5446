//! The reasons for which requests are refused.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use connect_participant::ParticipantRole;
use connect_participant_local::{Fault, LocalService, ManualClock, Quotas, RefusalReason};
use connect_participant_model::{
    CREATE_PARTICIPANT_CONNECTION, DESCRIBE_VIEW, GET_AUTHENTICATION_URL, GET_TRANSCRIPT,
    MESSAGE_READ, SEND_EVENT, TYPING,
};
use serde_json::json;

use crate::scene::{DENIED, Raw, Scene};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

struct Refusals {
    scene: Scene,
    clock: ManualClock,
    lines: Receiver<(Option<RefusalReason>, String)>,
}

impl Refusals {
    async fn new() -> Self {
        let (sender, lines) = channel();
        let clock = ManualClock::default();
        let builder = LocalService::builder().clock(clock.clone());
        let builder =
            builder.quotas(Quotas::none().limit("SendMessage", 0, 0)).on_request(move |request| {
                let _ = sender.send((request.reason, request.to_string()));
            });
        Self { scene: Scene::at(builder).await, clock, lines }
    }

    /// Checks the reason of the last request, and that its line has it.
    #[track_caller]
    fn assert_last(&self, reason: Option<RefusalReason>) {
        let (found, line) = self.lines.try_recv().unwrap();
        assert_eq!(found, reason, "{line}");
        let text = reason.map(|reason| format!(" ({reason}) "));
        assert!(text.is_none_or(|text| line.contains(&text)), "{line}");
    }

    /// Checks that the response is the same for all reasons.
    #[track_caller]
    fn assert_denied(&self, response: &Raw, reason: RefusalReason) {
        assert_eq!(response.error(), DENIED);
        self.assert_last(Some(reason));
    }
}

fn typing() -> String {
    json!({ "ContentType": TYPING.value }).to_string()
}

#[tokio::test]
async fn a_refused_token_has_a_reason() {
    let refusals = Refusals::new().await;
    let scene = &refusals.scene;
    let (agent, body) = (scene.agent.connection_token().expose(), typing());
    for (bearer, reason) in [
        (None, RefusalReason::NoToken),
        (Some(""), RefusalReason::NoToken),
        (Some("-"), RefusalReason::UnknownToken),
        (Some("\u{e9}"), RefusalReason::UnknownToken),
        (Some(scene.agent.participant_token().expose()), RefusalReason::WrongTokenKind),
    ] {
        refusals.assert_denied(&scene.post_as(bearer, &body).await, reason);
    }
    let connect = &CREATE_PARTICIPANT_CONNECTION;
    let response = scene.call(connect, Some(agent), "{}").await;
    refusals.assert_denied(&response, RefusalReason::WrongTokenKind);
    let head = format!(
        "POST {} HTTP/1.1\r\nX-Amz-Bearer: {agent}\r\nX-Amz-Bearer: {agent}\r\n",
        SEND_EVENT.path
    );
    refusals.assert_denied(&scene.exchange(&head, "").await, RefusalReason::SeveralTokens);

    scene.post_as(Some(agent), &body).await.assert_success();
    refusals.assert_last(None);
    refusals.clock.advance(DAY);
    refusals.assert_denied(&scene.post_as(Some(agent), &body).await, RefusalReason::TokenExpired);
}

#[tokio::test]
async fn a_participant_who_left_differs_from_an_ended_chat() {
    let refusals = Refusals::new().await;
    let scene = &refusals.scene;
    let agent = scene.agent.connection_token().expose();
    let leave = &connect_participant_model::DISCONNECT_PARTICIPANT;
    scene.call(leave, Some(agent), "{}").await.assert_empty_success();
    refusals.assert_last(None);
    let response = scene.post_as(Some(agent), &typing()).await;
    refusals.assert_denied(&response, RefusalReason::ParticipantLeft);

    scene.chat.end();
    for token in [agent, scene.customer.connection_token().expose()] {
        let response = scene.post_as(Some(token), &typing()).await;
        refusals.assert_denied(&response, RefusalReason::ChatEnded);
    }
}

#[tokio::test]
async fn other_refusals_have_a_reason_too() {
    let refusals = Refusals::new().await;
    let scene = &refusals.scene;
    let other = json!({ "ContactId": "3f8c2a10-0000-4000-8000-000000000000" });
    let response = scene.call_as(&scene.agent, &GET_TRANSCRIPT, &other).await;
    refusals.assert_denied(&response, RefusalReason::OtherContact);

    let session =
        json!({ "SessionId": "9b3e1f0a-7c52-4d88-a1e6-0f2b4c6d8e90", "RedirectUri": "a" });
    let response = scene.call_as(&scene.agent, &GET_AUTHENTICATION_URL, &session).await;
    refusals.assert_denied(&response, RefusalReason::NotCustomer);

    assert_eq!(scene.post(&json!({})).await.status, 400);
    refusals.assert_last(Some(RefusalReason::InvalidInput));

    let _third = scene.chat.add_participant(ParticipantRole::Agent);
    let read = json!({ "ContentType": MESSAGE_READ.value, "Content": r#"{"messageId":"a"}"# });
    assert_eq!(scene.post(&read).await.status, 409);
    refusals.assert_last(Some(RefusalReason::ReceiptsUnsupported));

    let message = json!({ "ContentType": "text/plain", "Content": "a" });
    let send = &connect_participant_model::SEND_MESSAGE;
    assert_eq!(scene.call_as(&scene.agent, send, &message).await.status, 429);
    refusals.assert_last(Some(RefusalReason::QuotaExceeded));

    let agent = scene.agent.connection_token().expose();
    let view = DESCRIBE_VIEW.path.replace("{ViewToken}", "a");
    let head = format!("GET {view} HTTP/1.1\r\nX-Amz-Bearer: {agent}\r\n");
    assert_eq!(scene.exchange(&head, "").await.status, 404);
    refusals.assert_last(Some(RefusalReason::UnknownView));

    let complete = &connect_participant_model::COMPLETE_ATTACHMENT_UPLOAD;
    let ids = json!({ "AttachmentIds": ["a"], "ClientToken": "a" });
    assert_eq!(scene.call_as(&scene.agent, complete, &ids).await.status, 409);
    refusals.assert_last(Some(RefusalReason::AttachmentState));
}

#[tokio::test]
async fn a_refused_pre_signed_url_has_a_reason() {
    let refusals = Refusals::new().await;
    let scene = &refusals.scene;
    let response = scene.exchange("PUT /_local/attachments/a HTTP/1.1\r\n", "").await;
    refusals.assert_denied(&response, RefusalReason::UnknownUrl);

    let start = &connect_participant_model::START_ATTACHMENT_UPLOAD;
    let attachment = json!({
        "ContentType": "text/plain", "AttachmentSizeInBytes": 1, "AttachmentName": "a.txt",
        "ClientToken": "a",
    });
    let started = scene.call_as(&scene.agent, start, &attachment).await;
    started.assert_success();
    refusals.assert_last(None);
    let url = started.body["UploadMetadata"]["Url"].as_str().unwrap();
    let head = format!("PUT {} HTTP/1.1\r\nContent-Length: 1\r\n", scene.path(url));
    assert_eq!(scene.exchange(&head, "a").await.status, 403);
    refusals.assert_last(Some(RefusalReason::SignedHeaderDiffers));
    refusals.clock.advance(Duration::from_secs(300));
    let response = scene.exchange(&head, "a").await;
    refusals.assert_denied(&response, RefusalReason::UrlExpired);
}

#[tokio::test]
async fn a_fault_and_an_unknown_path_have_no_reason() {
    let refusals = Refusals::new().await;
    refusals.scene.service.inject(Fault::status(403));
    assert_eq!(refusals.scene.post_as(None, "").await.error(), DENIED);
    refusals.assert_last(None);
    refusals.scene.exchange("GET / HTTP/1.1\r\n", "").await;
    refusals.assert_last(None);
}
