//! `SendMessage`, and receipts for messages.

use connect_participant::{
    ChatItemType, EventContentType, Item, MessageContentType, ParticipantRole, SendEventInput,
    SendMessageInput,
};
use connect_participant_model::{
    GET_TRANSCRIPT, MESSAGE_CONTENT_TYPES, SEND_MESSAGE, TEXT_PLAIN, TYPING,
};
use serde_json::{Value, json};

use crate::scene::{Scene, assert_uuid};

impl Scene {
    async fn receipt(&self, kind: EventContentType, message_id: &str) {
        let token = self.agent.connection_token().clone();
        let input = SendEventInput::new(kind, token).message_id(message_id);
        self.client.call(input).await.unwrap();
    }

    /// The transcript as `GetTranscript` returns it, in ascending order.
    async fn get_transcript(&self) -> Vec<Value> {
        let body = json!({ "SortOrder": "ASCENDING", "MaxResults": 100 });
        let mut response = self.call_as(&self.agent, &GET_TRANSCRIPT, &body).await;
        response.assert_success();
        response.body["Transcript"].as_array_mut().unwrap().drain(..).collect()
    }
}

#[tokio::test]
async fn a_message_is_recorded() {
    let scene = Scene::new().await;
    let token = scene.customer.connection_token().clone();
    let input = SendMessageInput::new(MessageContentType::TextMarkdown, "**Hello!**", token);

    let output = scene.client.call(input).await.unwrap();

    let transcript = scene.chat.transcript();
    let [item] = &transcript[..] else { panic!("{transcript:?}") };
    assert_uuid(item.id.as_deref().unwrap());
    assert_eq!(output.id, item.id);
    assert_eq!(output.absolute_time, item.absolute_time);
    assert!(output.message_metadata.is_none());
    assert_eq!(item.r#type, Some(ChatItemType::Message));
    assert_eq!(item.content_type.as_deref(), Some("text/markdown"));
    assert_eq!(item.content.as_deref(), Some("**Hello!**"));
    assert_eq!(item.participant_id.as_deref(), Some(scene.customer.id()));
    assert_eq!(item.participant_role, Some(ParticipantRole::Customer));
    assert_uuid(item.contact_id.as_deref().unwrap());
    assert_eq!(item.contact_id.as_deref(), Some(scene.chat.contact_id()));
    // A message is not an event.
    assert_eq!(scene.chat.events(), []);
}

#[tokio::test]
async fn only_message_content_types_are_accepted() {
    let scene = Scene::new().await;
    for content_type in MESSAGE_CONTENT_TYPES {
        let body = json!({ "ContentType": content_type.value, "Content": "{}" });
        scene.call_as(&scene.agent, &SEND_MESSAGE, &body).await.assert_success();
    }
    let recorded: Vec<_> =
        scene.chat.transcript().into_iter().filter_map(|item| item.content_type).collect();
    let known: Vec<_> = MESSAGE_CONTENT_TYPES.iter().map(|row| row.value).collect();
    assert_eq!(recorded, known);

    for content_type in [TYPING.value, "text/html", "text/plain; charset=utf-8", ""] {
        let body = json!({ "ContentType": content_type, "Content": "{}" });
        let response = scene.call_as(&scene.agent, &SEND_MESSAGE, &body).await;
        let (status, _, message) = response.error();
        assert_eq!(status, 400, "{content_type}");
        assert!(
            message
                .starts_with("`ContentType` is not a content type of `SendMessage`: text/plain, ")
        );
    }
    let response = scene
        .call_as(&scene.agent, &SEND_MESSAGE, &json!({ "ContentType": TEXT_PLAIN.value }))
        .await;
    assert_eq!(response.error(), (400, "ValidationException", "`Content` is missing"));
    assert_eq!(scene.chat.transcript().len(), known.len());
}

#[tokio::test]
async fn a_receipt_is_part_of_its_message() {
    let scene = Scene::new().await;
    let read = scene.say(&scene.customer, "one").await;
    let delivered = scene.say(&scene.customer, "two").await;
    let neither = scene.say(&scene.customer, "three").await;

    // `read` does not set the time of `delivered`, and only the first one counts.
    scene.receipt(EventContentType::MessageRead, &read).await;
    scene.receipt(EventContentType::MessageRead, &read).await;
    scene.receipt(EventContentType::MessageDelivered, &delivered).await;
    scene.receipt(EventContentType::MessageRead, &delivered).await;
    scene.receipt(EventContentType::MessageRead, "6bd8e4a7").await;
    scene.typing(scene.agent.connection_token()).await.unwrap();

    let time = |index: usize| scene.chat.events()[index].absolute_time.as_str().to_owned();
    let agent = scene.agent.id();
    let shown = scene.get_transcript().await;
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert_eq!(
        shown[0]["MessageMetadata"],
        json!({
            "MessageId": read,
            "Receipts": [{ "RecipientParticipantId": agent, "ReadTimestamp": time(0) }],
        })
    );
    assert_eq!(
        shown[1]["MessageMetadata"],
        json!({
            "MessageId": delivered,
            "Receipts": [{
                "RecipientParticipantId": agent,
                "DeliveredTimestamp": time(2),
                "ReadTimestamp": time(3),
            }],
        })
    );
    assert_eq!(shown[2]["Id"], neither);
    assert_eq!(shown[2]["MessageMetadata"], Value::Null);
}

#[tokio::test]
async fn a_receipt_for_an_unknown_message_has_no_effect() {
    let scene = Scene::new().await;
    let token = scene.agent.connection_token();
    let event = scene.typing(token).await.unwrap().id.unwrap();
    scene.receipt(EventContentType::MessageRead, &event).await;
    assert_eq!(scene.get_transcript().await, Vec::<Value>::new());
    assert!(scene.chat.transcript().iter().all(|item| item.message_metadata.is_none()));
}

#[tokio::test]
async fn each_participant_has_their_own_receipts() {
    let scene = Scene::new().await;
    let message = scene.say(&scene.customer, "one").await;
    scene.receipt(EventContentType::MessageRead, &message).await;
    let token = scene.customer.connection_token().clone();
    let input = SendEventInput::new(EventContentType::MessageDelivered, token).message_id(&message);
    scene.client.call(input).await.unwrap();
    scene.receipt(EventContentType::MessageDelivered, &message).await;

    let receipts = &scene.get_transcript().await[0]["MessageMetadata"]["Receipts"];
    let who: Vec<_> = receipts.as_array().unwrap().iter().collect();
    assert_eq!(who.len(), 2, "{who:?}");
    assert_eq!(who[0]["RecipientParticipantId"], scene.agent.id());
    assert!(who[0]["ReadTimestamp"].is_string() && who[0]["DeliveredTimestamp"].is_string());
    assert_eq!(who[1]["RecipientParticipantId"], scene.customer.id());
    assert!(who[1]["ReadTimestamp"].is_null() && who[1]["DeliveredTimestamp"].is_string());
}

#[tokio::test]
async fn chat_transcript_has_hidden_items_too() {
    let scene = Scene::new().await;
    scene.say(&scene.customer, "one").await;
    scene.typing(scene.agent.connection_token()).await.unwrap();
    scene.read(&scene.agent).await.unwrap();
    let body =
        json!({ "ContentType": "application/vnd.amazonaws.connect.event.connection.acknowledged" });
    scene.post(&body).await.assert_success();

    let kinds: Vec<_> =
        scene.chat.transcript().into_iter().filter_map(|item: Item| item.r#type).collect();
    assert_eq!(
        kinds,
        [
            ChatItemType::Message,
            ChatItemType::Typing,
            ChatItemType::MessageRead,
            ChatItemType::ConnectionAck,
        ]
    );
    let shown = scene.get_transcript().await;
    let kinds: Vec<_> = shown.iter().map(|item| &item["Type"]).collect();
    assert_eq!(kinds, ["MESSAGE", "CONNECTION_ACK"]);
}
