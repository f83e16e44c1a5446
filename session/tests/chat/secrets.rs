//! No token, and no URL of a websocket, is shown anywhere.

use std::fmt::Write;
use std::sync::Mutex;

use connect_participant_session::{ChatEvent, Session};
use log::{LevelFilter, Log, Metadata, Record};
use serde_json::json;

use crate::heard::{heard_for, seconds};
use crate::scripted::reply::Reply;
use crate::scripted::socket::{Handshake, Subscription};
use crate::scripted::{CONNECT, MESSAGE, Service, TRANSCRIPT};

/// Everything that was logged, by all tests of this process.
static LOGGED: Mutex<String> = Mutex::new(String::new());

struct Collector;

impl Log for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let mut logged = LOGGED.lock().unwrap();
        // The other tests log too.
        if logged.len() < 64 * 1024 * 1024 {
            let (level, target) = (record.level(), record.target());
            writeln!(logged, "{level} {target} {}", record.args()).unwrap();
        }
    }

    fn flush(&self) {}
}

/// Returns what a day with all kinds of failures shows.
async fn bad_day() -> String {
    let service = Service::new();
    let mut shown = String::new();
    service.rules(|rules| {
        rules.handshakes.extend([Handshake::Refuse(403), Handshake::Break, Handshake::Break]);
        rules.subscriptions.push_back(Subscription::Fail);
    });
    let builder = Session::builder(&service.client(), service.token()).history(10);
    writeln!(shown, "{builder:?} {builder:#?}").unwrap();
    let (session, mut events) = builder.connect().await.unwrap();
    writeln!(shown, "{session:?} {session:#?} {events:?} {:?}", session.typing()).unwrap();
    service.next(MESSAGE, Reply::denied());
    session.send_text("hello").await.unwrap();
    service.say_all(["m1"]);
    service.always(TRANSCRIPT, Reply::internal_error());
    service.socket().close(1009);
    heard_for(&mut events, seconds(60)).await;
    service.recover();
    service.rules(|rules| rules.handshakes.push_back(Handshake::Hang));
    service.next(CONNECT, Reply::throttled());
    service.socket().reset();
    heard_for(&mut events, seconds(120)).await;
    writeln!(shown, "{:?}", session.checkpoint()).unwrap();
    service.always(MESSAGE, Reply::denied());
    service.always(CONNECT, Reply::internal_error());
    let error = session.send_text("hello").await.unwrap_err();
    writeln!(shown, "{error} {error:?}").unwrap();
    service.recover();
    for reply in [Reply::internal_error(), Reply::throttled(), Reply::lost()] {
        service.always(CONNECT, reply);
        let error = Session::connect(&service.client(), service.token()).await.unwrap_err();
        writeln!(shown, "{error} {error:?}").unwrap();
    }
    service.push(&service.event("ended", "chat.ended"));
    while let Some(event) = events.next().await {
        writeln!(shown, "{event:?} {event:#?}").unwrap();
    }
    shown + &format!("{session:?}")
}

#[tokio::test(start_paused = true)]
async fn nothing_that_is_printed_or_logged_has_a_secret() {
    // Another test may have set it.
    let _ = log::set_logger(&Collector);
    log::set_max_level(LevelFilter::Trace);
    let shown = bad_day().await;
    assert!(shown.contains("ended") || shown.contains("Ended"));
    let logged = std::mem::take(&mut *LOGGED.lock().unwrap());
    log::set_max_level(LevelFilter::Off);
    assert!(logged.contains("TRACE"), "websockets log at this level");
    for secret in ["participant-secret", "connection-secret", "url-secret", "X-Amz-Signature"] {
        assert!(!shown.contains(secret), "{secret} is printed: {shown}");
        let line = logged.lines().find(|line| line.contains(secret));
        // The scripted service is a websocket too. It logs the request that it reads.
        let line = line.filter(|line| !line.contains("tungstenite::handshake::server"));
        assert_eq!(line, None);
    }
}

#[tokio::test(start_paused = true)]
async fn view_tokens_and_words_of_customers_are_not_in_debug() {
    let service = Service::new();
    let (_session, mut events) =
        Session::connect(&service.client(), service.token()).await.unwrap();
    let mut view = service.message("m1", "");
    view["ContentType"] = json!("application/vnd.amazonaws.connect.message.interactive");
    view["Content"] = json!(
        json!({
            "templateType": "ViewResource",
            "version": "1.0",
            "data": { "content": { "viewId": "v", "viewToken": "view-secret", "viewData": {} } },
        })
        .to_string()
    );
    service.push(&view);
    service.push(&service.message("m2", "my card is 4111"));
    let mut sign_in = service.event("e1", "authentication.initiated");
    sign_in["Content"] = json!(r#"{"SessionId":"sign-in-secret"}"#);
    service.push(&sign_in);
    let all = crate::heard::events(&mut events).await;
    assert_eq!(all.len(), 4);
    let shown = format!("{all:?} {all:#?}");
    for secret in ["view-secret", "4111", "sign-in-secret"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
    let ChatEvent::Message(message) = &all[1] else { panic!() };
    assert_eq!(message.view_token().unwrap().expose(), "view-secret");
}
