//! `DescribeView`.

use connect_participant::{DescribeViewInput, ErrorKind, View, ViewContent};
use connect_participant_model::DESCRIBE_VIEW;

use crate::scene::{Scene, assert_uuid};

#[tokio::test]
async fn a_view_is_described_to_who_has_its_token() {
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
    // The token is decoded, whatever of it is encoded.
    let label: Vec<_> = view_token.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let token = scene.agent.connection_token().expose();
    let path = DESCRIBE_VIEW.path.replace("{ViewToken}", &label.concat());
    let answer =
        scene.exchange(&format!("GET {path} HTTP/1.1\r\nX-Amz-Bearer: {token}\r\n"), "").await;
    answer.assert_success();
    assert_eq!(answer.body["View"]["Version"], 1);
}

#[tokio::test]
async fn there_is_no_other_view() {
    let scene = Scene::new().await;
    let elsewhere = scene.service.open_chat().add_view(View::default());
    for view_token in ["a", "a/b", &elsewhere] {
        let input = DescribeViewInput::new(view_token, scene.agent.connection_token().clone());
        let error = scene.client.call(input).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ResourceNotFound, "{view_token}");
        assert_eq!(error.message(), Some("there is no view with this token in the chat"));
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
        let answer = scene.exchange(&head, "").await;
        assert_eq!(answer.error(), (400, "ValidationException", message.as_str()));
    }
}
