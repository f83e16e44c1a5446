//! Control over HTTP.

use connect_participant::{ConnectionToken, EventContentType, SendEventInput};
use connect_participant_local::LocalService;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

use crate::scene::{DENIED, Raw, Scene, WAIT, connect, read_to_end};

async fn scene() -> Scene {
    Scene::at(LocalService::builder().control(true)).await
}

async fn send(scene: &Scene, line: &str, body: &str) -> Raw {
    let head = format!("{line} HTTP/1.1\r\nContent-Length: {}\r\n", body.len());
    scene.exchange(&head, body).await
}

/// Sends a request that succeeds.
async fn ok(scene: &Scene, line: &str, body: Value) -> Value {
    let response = send(scene, line, &body.to_string()).await;
    response.assert_success();
    response.body
}

async fn typing(scene: &Scene, token: &Value) -> connect_participant::Result<()> {
    let token = ConnectionToken::new(token.as_str().unwrap()).unwrap();
    scene.client.call(SendEventInput::new(EventContentType::Typing, token)).await.map(drop)
}

#[tokio::test]
async fn a_chat_can_be_controlled_from_its_start_to_its_end() {
    let scene = scene().await;
    let chat = ok(&scene, "POST /_local/chats", json!({ "participants": ["CUSTOMER"] })).await;
    let path = format!("/_local/chats/{}", chat["contactId"].as_str().unwrap());
    let customer = &chat["participants"][0];
    assert_eq!(customer["role"], "CUSTOMER");
    let add = format!("POST {path}/participants");
    let agent = ok(&scene, &add, json!({ "role": "AGENT" })).await;
    typing(&scene, &agent["connectionToken"]).await.unwrap();

    let as_customer = |what: &str| {
        let id = customer["participantId"].as_str().unwrap();
        format!("POST {path}/participants/{id}/{what}")
    };
    let said = ok(&scene, &as_customer("say"), json!({ "content": "Hello?" })).await;
    assert_eq!(
        (&said["Content"], &said["ParticipantRole"]),
        (&json!("Hello?"), &json!("CUSTOMER"))
    );
    ok(&scene, &as_customer("typing"), json!({})).await;
    ok(&scene, &as_customer("read"), json!({ "messageId": said["Id"] })).await;
    let transcript = ok(&scene, &format!("GET {path}/transcript"), json!({})).await;
    let types = transcript["items"].as_array().unwrap().iter().map(|item| &item["Type"]);
    let types: Vec<_> = types.collect();
    assert_eq!(types, ["TYPING", "MESSAGE", "TYPING", "MESSAGE_READ"]);

    let bot = ok(&scene, &add, json!({ "role": "CUSTOM_BOT", "invite": true })).await;
    // A chat with an active bot has no receipts.
    ok(&scene, &as_customer("read"), json!({ "messageId": said["Id"] })).await;
    let leave =
        format!("POST {path}/participants/{}/leave", bot["participantId"].as_str().unwrap());
    ok(&scene, &leave, json!({})).await;
    let denied = send(&scene, &leave, "").await;
    let message = "Access denied: participant left";
    assert_eq!(denied.error(), (403, "AccessDeniedException", message));

    let supervisor = ok(&scene, &add, json!({ "role": "SUPERVISOR" })).await;
    let id = supervisor["participantId"].as_str().unwrap();
    ok(&scene, &format!("POST {path}/participants/{id}/barge-in"), json!({})).await;
    let read = send(&scene, &as_customer("read"), &json!({ "messageId": "a" }).to_string()).await;
    assert_eq!(read.status, 409);

    let chats = ok(&scene, "GET /_local/chats", json!({})).await;
    assert_eq!(chats["chats"][1]["participants"].as_array().unwrap().len(), 4);
    assert_eq!(chats["chats"][1]["isEnded"], false);
    assert!(!chats.to_string().contains("oken"), "{chats}");
    ok(&scene, &format!("POST {path}/end"), json!({})).await;
    typing(&scene, &agent["connectionToken"]).await.unwrap_err();
    assert_eq!(ok(&scene, "GET /_local/chats", json!({})).await["chats"][1]["isEnded"], true);
    // Chats of the test in Rust can be controlled too.
    assert_eq!(chats["chats"][0]["contactId"], scene.chat.contact_id());
    assert_eq!(chats["chats"][0]["participants"][1]["participantId"], scene.agent.id());
}

#[tokio::test]
async fn the_clock_can_be_advanced() {
    let scene = scene().await;
    let token = json!(scene.agent.connection_token().expose());
    typing(&scene, &token).await.unwrap();
    let before = ok(&scene, "GET /_local/clock", json!({})).await;
    let after = ok(&scene, "POST /_local/clock/advance", json!({ "seconds": 86_400 })).await;
    assert!(before["now"].as_str() < after["now"].as_str(), "{before} {after}");
    typing(&scene, &token).await.unwrap_err();
    // A time that no clock can show changes nothing.
    let same = ok(&scene, "POST /_local/clock/advance", json!({ "seconds": u64::MAX })).await;
    assert!(same["now"].as_str().unwrap().starts_with('2'), "{same}");
}

#[tokio::test]
async fn faults_can_be_injected_and_cleared() {
    let scene = scene().await;
    let token = json!(scene.agent.connection_token().expose());
    let fault =
        json!({ "fault": "429@SendEvent*always", "body": "{\"a\":1}", "headers": { "a": "b" } });
    ok(&scene, "POST /_local/faults", fault).await;
    let response = scene.post(&json!({})).await;
    assert_eq!((response.status, response.header("a")), (429, Some("b")));
    assert_eq!(response.body, json!({ "a": 1 }));
    // The control has no faults.
    ok(&scene, "POST /_local/faults", json!({ "fault": "500*always" })).await;
    ok(&scene, "DELETE /_local/faults", json!({})).await;
    typing(&scene, &token).await.unwrap();
}

#[tokio::test]
async fn the_log_has_the_requests_of_clients() {
    let scene = scene().await;
    scene.post_as(None, "").await;
    scene.exchange("PUT /_local/attachments/a HTTP/1.1\r\n", "").await;
    ok(&scene, "GET /_local/events", json!({})).await;
    let requests = ok(&scene, "GET /_local/requests", json!({})).await;
    let [call, upload] = &requests["requests"].as_array().unwrap()[..] else {
        panic!("{requests}")
    };
    assert_eq!(call["operation"], "SendEvent");
    assert_eq!((&call["status"], &call["reason"]), (&json!(403), &json!("no token")));
    assert_eq!(upload["path"], "/_local/attachments/…");
    let agent = scene.agent.connection_token().expose();
    scene.post_as(Some(agent), "").await;
    let requests = ok(&scene, "GET /_local/requests", json!({})).await;
    assert_eq!(requests["requests"][2]["participantId"], scene.agent.id());
    assert!(!requests.to_string().contains(agent), "{requests}");
}

/// Speaking and stopping take the same lock.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_can_be_dropped_while_it_is_controlled() {
    for _ in 0..200 {
        let scene = scene().await;
        let contact_id = scene.chat.contact_id();
        let agent = scene.agent.id();
        let body = r#"{"content":"Hi"}"#;
        let request = format!(
            "POST /_local/chats/{contact_id}/participants/{agent}/say HTTP/1.1\r\n\
             Host: localhost\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = connect(&scene.service).await;
        let sending = tokio::spawn(async move {
            while stream.write_all(request.as_bytes()).await.is_ok() {
                tokio::task::yield_now().await;
            }
        });
        scene.chat.wait_for("Hi").await.unwrap();
        let said = {
            let chat = scene.chat.clone();
            drop(scene.service);
            chat.said().len()
        };
        timeout(WAIT, sending).await.expect("the connection is closed").unwrap();
        assert_eq!(scene.chat.said().len(), said);
    }
}

#[tokio::test]
async fn mistakes_are_explained() {
    let scene = scene().await;
    let chat = format!("/_local/chats/{}", scene.chat.contact_id());
    let say = format!("POST {chat}/participants/{}/say", scene.agent.id());
    for (line, body, status, message) in [
        ("POST /_local/chats", "[]", 400, r#"expected {"participants":["CUSTOMER","AGENT"]}"#),
        ("POST /_local/chats", r#"{"participants":["BOT"]}"#, 400, "unknown variant `BOT`"),
        ("POST /_local/chats", r#"{"roles":[]}"#, 400, "unknown field `roles`"),
        ("POST /_local/chats/x/end", "", 404, "`GET /_local/chats` lists the chats"),
        (&*format!("POST {chat}/participants"), "", 400, "missing field `role`"),
        (&*format!("POST {chat}/participants/x/say"), r#"{"content":"a"}"#, 404, "no such"),
        (&*say, "{", 400, r#"expected {"content":"Hello?"}"#),
        (&*say, r#"{"content":""}"#, 400, "`Content` "),
        ("POST /_local/clock/advance", r#"{"seconds":-1}"#, 400, r#"{"seconds":86400}"#),
        (
            "POST /_local/faults",
            r#"{"fault":"500@SendMail"}"#,
            400,
            "`SendMail` is not an operation",
        ),
        ("POST /_local/faults", r#"{"fault":"x"}"#, 400, "an example is `500@SendEvent*2`"),
        ("POST /_local/nothing", "", 404, "the service has no operation"),
    ] {
        let response = send(&scene, line, body).await;
        let (found, _, text) = response.error();
        assert_eq!(found, status, "{line} {body}");
        assert!(text.contains(message), "{line} {body}: {text}");
    }
    let response = send(&scene, "PUT /_local/chats", "").await;
    assert_eq!((response.status, response.header("allow")), (405, Some("GET, POST")));
    assert_eq!(scene.service.chats().len(), 1);
}

#[tokio::test]
async fn the_control_is_off_unless_it_is_turned_on() {
    let scene = Scene::new().await;
    for line in ["GET /_local/chats", "POST /_local/chats", "DELETE /_local/faults"] {
        assert_eq!(send(&scene, line, "").await.status, 404, "{line}");
    }
    assert_eq!(scene.service.chats().len(), 1);
}

#[tokio::test]
async fn pages_of_other_sites_have_no_control() {
    let scene = scene().await;
    for headers in [
        "Host: evil.example\r\n",
        "Host: localhost\r\nOrigin: https://evil.example\r\n",
        "Host: localhost\r\nOrigin: null\r\n",
        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n",
    ] {
        for line in ["POST /_local/chats", "GET /_local/chats", "GET /_local/requests"] {
            let mut stream = connect(&scene.service).await;
            let request = format!("{line} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n");
            stream.write_all(request.as_bytes()).await.unwrap();
            let response = Raw::parse(read_to_end(&mut stream).await.as_bytes());
            let (status, name, _) = response.error();
            assert_eq!((status, name), (403, "AccessDeniedException"), "{headers}");
        }
    }
    assert_eq!(scene.service.chats().len(), 1);
    // A call is authorised by its token alone.
    assert_eq!(scene.post_as(None, "").await.error(), DENIED);
}
