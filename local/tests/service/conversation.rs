//! A complete chat, from the participant tokens to a participant who leaves.

use connect_participant::{
    ChatItemType, Client, CompleteAttachmentUploadInput, ConnectionToken, ConnectionType,
    CreateParticipantConnectionInput, DisconnectParticipantInput, ErrorKind, EventContentType,
    GetAttachmentInput, GetTranscriptInput, MessageContentType, ParticipantRole, SendEventInput,
    SendMessageInput, SortKey, StartAttachmentUploadInput,
};
use connect_participant_local::{ChatParticipant, LocalService};

use crate::scene::Scene;

async fn connect(client: &Client, participant: &ChatParticipant) -> ConnectionToken {
    let input = CreateParticipantConnectionInput::new(participant.participant_token().clone())
        .r#type([ConnectionType::ConnectionCredentials])
        .connect_participant(true);
    let output = client.call(input).await.unwrap();
    output.connection_credentials.unwrap().connection_token.unwrap()
}

#[tokio::test]
async fn a_complete_chat_works() {
    let service = LocalService::start().await.unwrap();
    let client = Client::builder().endpoint_url(service.url()).max_attempts(1).build().unwrap();
    let chat = service.open_chat();
    let customer = connect(&client, &chat.invite_participant(ParticipantRole::Customer)).await;
    let agent = connect(&client, &chat.invite_participant(ParticipantRole::Agent)).await;

    let say = async |token: &ConnectionToken, text: &str| {
        let input = SendMessageInput::new(MessageContentType::TextPlain, text, token.clone());
        client.call(input).await.unwrap().id.unwrap()
    };
    let question = say(&customer, "Where is my parcel?").await;
    client.call(SendEventInput::new(EventContentType::Typing, agent.clone())).await.unwrap();
    let read = SendEventInput::new(EventContentType::MessageRead, agent.clone());
    client.call(read.message_id(&question)).await.unwrap();
    say(&agent, "Here:").await;

    let input = StartAttachmentUploadInput::new("text/plain", 5, "parcel.txt", agent.clone());
    let upload = client.call(input).await.unwrap();
    let (id, metadata) = (upload.attachment_id.unwrap(), upload.upload_metadata.unwrap());
    let scene = Scene { service, client: client.clone(), chat: chat.clone(), ..Scene::new().await };
    let headers = metadata.headers_to_include.unwrap().into_iter();
    let headers: Vec<_> = headers.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let headers = headers.concat();
    let path = scene.path(metadata.url.as_ref().unwrap()).to_owned();
    let put = scene.exchange(&format!("PUT {path} HTTP/1.1\r\n{headers}"), "depot").await;
    put.assert_empty_success();
    let input = CompleteAttachmentUploadInput::new([&id], agent.clone());
    client.call(input).await.unwrap();

    let input = GetTranscriptInput::new(customer.clone()).sort_order(SortKey::Ascending);
    let output = client.call(input).await.unwrap();
    let transcript = output.transcript.unwrap();
    let kinds: Vec<_> = transcript.iter().map(|item| item.r#type.clone().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            ChatItemType::ParticipantJoined,
            ChatItemType::ParticipantJoined,
            ChatItemType::Message,
            ChatItemType::Message,
            ChatItemType::Attachment,
        ]
    );
    let metadata = transcript[2].message_metadata.as_ref().unwrap();
    assert!(metadata.receipts.as_ref().unwrap()[0].read_timestamp.is_some());
    let attachments = transcript[4].attachments.as_ref().unwrap();
    let id = attachments[0].attachment_id.clone().unwrap();
    let output = client.call(GetAttachmentInput::new(id, customer.clone())).await.unwrap();
    let url = output.url.unwrap();
    let response = scene.exchange(&format!("GET {} HTTP/1.1\r\n", scene.path(&url)), "").await;
    assert_eq!(response.bytes, b"depot");

    client.call(DisconnectParticipantInput::new(agent.clone())).await.unwrap();
    let input = GetTranscriptInput::new(agent);
    assert_eq!(client.call(input).await.unwrap_err().kind(), ErrorKind::AccessDenied);
    say(&customer, "Bye!").await;
    assert_eq!(chat.events().len(), 2);
    assert_eq!(chat.transcript().len(), 9);
}
