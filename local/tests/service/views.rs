//! `DescribeView`.

use connect_participant::{DescribeViewInput, ErrorKind, View, ViewContent};
use connect_participant_model::DESCRIBE_VIEW;

use crate::scene::{Scene, assert_uuid};

#[tokio::test]
async fn a_view_is_described_by_its_token() {
    let scene = Scene::new().await;
    let mut content = ViewContent::default();
    content.template = Some("{}".to_owned());
    content.actions = Some(vec!["Next".to_owned()]);
    let mut view = View::default();
    view.name = Some("Form".to_owned());
    view.version = Some(1);
    view.content = Some(content);
    let view_token = scene.chat.add_view(view.clone());
    assert_uuid(&view_token);

    for participant in [&scene.agent, &scene.customer] {
        let input = DescribeViewInput::new(&view_token, participant.connection_token().clone());
        assert_eq!(scene.client.call(input).await.unwrap().view.as_ref(), Some(&view));
    }
    // The token is decoded, however much of it is encoded.
    let label: Vec<_> = view_token.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let token = scene.agent.connection_token().expose();
    let path = DESCRIBE_VIEW.path.replace("{ViewToken}", &label.concat());
    let response =
        scene.exchange(&format!("GET {path} HTTP/1.1\r\nX-Amz-Bearer: {token}\r\n"), "").await;
    response.assert_success();
    assert_eq!(response.body["View"]["Version"], 1);
}

#[tokio::test]
async fn an_unknown_view_is_rejected() {
    let scene = Scene::new().await;
    let elsewhere = scene.service.open_chat().add_view(View::default());
    for view_token in ["a", "a/b", &elsewhere] {
        let input = DescribeViewInput::new(view_token, scene.agent.connection_token().clone());
        let error = scene.client.call(input).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ResourceNotFound, "{view_token}");
        assert_eq!(error.message(), Some("the chat has no view with this view token"));
    }
    let token = scene.agent.connection_token().expose();
    for (path, message) in [
        ("/participant/views/%ff", "`ViewToken` is not percent-encoded UTF-8".to_owned()),
        ("/participant/views/a%4", "`ViewToken` is not percent-encoded UTF-8".to_owned()),
        (
            &format!("/participant/views/{}", "a".repeat(1001)),
            "`ViewToken` has 1001 characters, more than 1000".to_owned(),
        ),
    ] {
        let head = format!("GET {path} HTTP/1.1\r\nX-Amz-Bearer: {token}\r\n");
        let response = scene.exchange(&head, "").await;
        assert_eq!(response.error(), (400, "ValidationException", message.as_str()));
    }
}
