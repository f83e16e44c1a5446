//! Situations of a chat on a websocket.

use std::time::Duration;

use connect_participant::ParticipantRole;
use connect_participant_local::{ChatSocket, Fault, LocalService, SocketFault};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::calls;
use crate::client::Client;
use crate::driver::Event;
use crate::situation::Situation;
use crate::stage::Stage;

/// Items that are missing or come twice.
pub const ITEMS: [Situation; 2] = [
    Situation {
        name: "message_while_away",
        observe: |client| Box::pin(message_while_away(client)),
    },
    Situation { name: "duplicate_frame", observe: |client| Box::pin(duplicate_frame(client)) },
];

pub const QUICK: [Situation; 9] = [
    Situation { name: "unreadable_frames", observe: |client| Box::pin(unreadable_frames(client)) },
    Situation { name: "failed_calls", observe: |client| Box::pin(failed_calls(client)) },
    Situation { name: "refused_websocket", observe: |client| Box::pin(refused_websocket(client)) },
    Situation {
        name: "no_response_to_subscription",
        observe: |client| {
            Box::pin(unsubscribed(client, SocketFault::ignore_subscription().times(4)))
        },
    },
    Situation {
        name: "failed_subscription",
        observe: |client| Box::pin(unsubscribed(client, SocketFault::fail_subscription().times(5))),
    },
    Situation { name: "end_while_away", observe: |client| Box::pin(end_while_away(client)) },
    Situation { name: "two_receipts", observe: |client| Box::pin(two_receipts(client)) },
    Situation {
        name: "typing_in_two_chats",
        observe: |client| Box::pin(typing_in_two_chats(client)),
    },
    Situation {
        name: "expired_token_of_a_chat",
        observe: |client| Box::pin(calls::expired_token(client)),
    },
];

/// Situations with long waits. The gate does not run them.
pub const SLOW: [Situation; 2] = [
    Situation { name: "reset_websocket", observe: |client| Box::pin(reset_websocket(client)) },
    Situation { name: "short_outage", observe: |client| Box::pin(short_outage(client)) },
];

const NOW: Duration = Duration::ZERO;
const SOON: Duration = Duration::from_secs(3);
/// The longest time in which a client must have reacted.
const LATER: Duration = Duration::from_secs(12);

impl Stage {
    /// Resets the websocket. Returns when the service has closed it.
    async fn reset(&self) {
        let sockets = self.customer.sockets();
        sockets.iter().for_each(ChatSocket::reset);
        let is_open = || self.customer.sockets().iter().any(|open| open.id() == sockets[0].id());
        while is_open() {
            sleep(Duration::from_millis(1)).await;
        }
    }

    /// Returns `true` if the client has received this message within `limit`.
    async fn heard(&self, text: &str, limit: Duration) -> bool {
        let is_it = |event: &Event| event.text.as_deref() == Some(text);
        self.driver.event_within(limit, is_it).await.is_some()
    }

    /// Returns `true` if the client has reported this change within `limit`.
    async fn reported(&self, name: &str, limit: Duration) -> bool {
        self.driver.event_within(limit, |event| event.name == name).await.is_some()
    }

    fn count(&self, text: &str) -> usize {
        let events = self.driver.events();
        events.iter().filter(|event| event.text.as_deref() == Some(text)).count()
    }

    fn agent_says(&self, text: &str) -> String {
        self.agent.say(text).expect("a message").id.expect("an id")
    }
}

async fn message_while_away(client: &Client) -> String {
    let stage = Stage::open(client).await;
    stage.reset().await;
    stage.agent_says("while away");
    stage.subscribed(LATER).await.expect("the client comes back");
    stage.agent_says("after");
    assert!(stage.heard("after", LATER).await);
    stage.heard("while away", SOON).await;
    received(stage.count("while away"))
}

async fn duplicate_frame(client: &Client) -> String {
    let stage = Stage::open(client).await;
    stage.service.inject_socket_fault(SocketFault::duplicate_push().of(stage.customer.id()));
    stage.agent_says("twice");
    stage.agent_says("after");
    assert!(stage.heard("after", LATER).await);
    received(stage.count("twice"))
}

fn received(count: usize) -> String {
    match count {
        0 => "not received".to_owned(),
        1 => "received once".to_owned(),
        count => format!("received {count} times"),
    }
}

async fn unreadable_frames(client: &Client) -> String {
    let stage = Stage::open(client).await;
    for socket in stage.customer.sockets() {
        for frame in ["", "[]", "<html>", r#"{"topic":7}"#, r#"{"topic":"aws/chat","content":"{"}"#]
        {
            socket.send_frame(frame);
        }
    }
    stage.agent_says("after");
    let heard = stage.heard("after", LATER).await;
    if heard { "ignored".to_owned() } else { "later messages are not received".to_owned() }
}

async fn reset_websocket(client: &Client) -> String {
    let stage = Stage::open(client).await;
    stage.reset().await;
    let time = stage.subscribed(LATER).await;
    match time {
        Some(time) if time < Duration::from_secs(1) => "back in less than 1 s".to_owned(),
        Some(time) if time < Duration::from_secs(4) => "back after 1 to 4 s".to_owned(),
        time => format!("{time:?}"),
    }
}

/// The websocket is reset, and no other one can be opened for 3 s: the calls for it fail.
async fn failed_calls(client: &Client) -> String {
    let stage = Stage::open(client).await;
    let time = Duration::from_secs(3);
    let fault = Fault::status(500).on("CreateParticipantConnection");
    stage.service.inject(fault.lasting(time));
    stage.service.inject(Fault::status(503).on("websocket").lasting(time));
    stage.reset().await;
    sleep(time).await;
    if stage.subscribed(LATER).await.is_some() {
        return "connects again".to_owned();
    }
    let is_reported = stage.reported("broken", NOW).await;
    let reports = if is_reported { "; reports it" } else { "" };
    format!("not connected after {} s{reports}", LATER.as_secs())
}

async fn refused_websocket(client: &Client) -> String {
    let stage = Stage::open(client).await;
    stage.service.inject(Fault::status(503).on("websocket").always());
    let before = stage.requests_of("CreateParticipantConnection").len();
    stage.reset().await;
    sleep(Duration::from_secs(5)).await;
    match stage.requests_of("CreateParticipantConnection").len() - before {
        0..5 => "fewer than 5 calls in 5 s".to_owned(),
        5..=10 => "5 to 10 calls in 5 s".to_owned(),
        _ => "more than 10 calls in 5 s".to_owned(),
    }
}

/// All requests to subscribe on the first websocket have this fault.
async fn unsubscribed(client: &Client, fault: SocketFault) -> String {
    let stage = Stage::unconnected(client, LocalService::builder(), &[]).await;
    stage.service.inject_socket_fault(fault);
    let start = Instant::now();
    let connecting = stage.connect("a", &stage.chat, &stage.customer);
    // A session is connected when it is subscribed.
    let _ = timeout(LATER, connecting).await;
    sleep_until(start + Duration::from_secs(9)).await;
    stage.agent_says("after");
    let heard = stage.heard("after", SOON).await;
    let reported = stage.reported("lost", NOW).await || stage.reported("broken", NOW).await;
    match (heard, reported) {
        (true, _) => "connects again, and receives messages".to_owned(),
        (false, true) => "receives no message; reports it".to_owned(),
        (false, false) => "receives no message; does not report it".to_owned(),
    }
}

async fn end_while_away(client: &Client) -> String {
    let stage = Stage::open(client).await;
    stage.reset().await;
    stage.chat.end();
    let reported = stage.reported("ended", LATER).await;
    if reported { "reports it".to_owned() } else { "does not report it".to_owned() }
}

async fn two_receipts(client: &Client) -> String {
    let stage = Stage::open(client).await;
    let (a, b) = (stage.agent_says("a"), stage.agent_says("b"));
    assert!(stage.heard("b", LATER).await);
    let mark = |kind: &str, id: &str| {
        stage.driver.ask(json!({ "do": kind, "session": "a", "message": id }))
    };
    // The library waits for 5 s before it sends receipts.
    let limit = Duration::from_secs(8);
    let calls = [("delivered", &a), ("read", &b)].map(|(kind, id)| timeout(limit, mark(kind, id)));
    let [delivered, read] = calls;
    let (delivered, read) = tokio::join!(delivered, read);
    let is_settled = |result: &Result<Value, _>| result.is_ok();
    match (is_settled(&delivered), is_settled(&read)) {
        (true, true) => "both calls return".to_owned(),
        (false, true) => format!("the first call has not returned after {} s", limit.as_secs()),
        (true, false) => format!("the second call has not returned after {} s", limit.as_secs()),
        (false, false) => format!("no call has returned after {} s", limit.as_secs()),
    }
}

async fn typing_in_two_chats(client: &Client) -> String {
    let stage = Stage::open(client).await;
    let other = stage.service.open_chat();
    let customer = other.add_participant(ParticipantRole::Customer);
    stage.connect("b", &other, &customer).await;
    for session in ["a", "b"] {
        stage.driver.ask(json!({ "do": "typing", "session": session })).await;
    }
    let counts = [&stage.chat, &other].map(|chat| chat.events().len());
    match counts {
        [1, 1] => "shown in both".to_owned(),
        [1, 0] => "shown in the first only".to_owned(),
        counts => format!("{counts:?}"),
    }
}

/// All connections fail for 10 s.
async fn short_outage(client: &Client) -> String {
    let stage = Stage::open(client).await;
    stage.service.inject(Fault::reset().always());
    stage.reset().await;
    sleep(Duration::from_secs(10)).await;
    stage.service.clear_faults();
    match stage.subscribed(Duration::from_mins(1)).await {
        Some(time) if time < Duration::from_secs(20) => "back in less than 20 s".to_owned(),
        Some(_) => "back in less than 60 s".to_owned(),
        None => "not back after 60 s".to_owned(),
    }
}
