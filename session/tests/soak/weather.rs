//! Everything that goes wrong.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use connect_participant_local::{ChatSocket, Fault, SocketFault};
use fastrand::Rng;
use tokio::time::{Instant, sleep, sleep_until};

use crate::World;
use crate::chat::Chat;

/// Frames that mean nothing. A session skips them.
const GARBAGE: [&str; 5] = [
    "",
    "[]",
    r#"{"topic":7}"#,
    r#"{"topic":"aws/chat","contentType":"application/json","content":"{"}"#,
    r#"{"message":"Internal server error","connectionId":"a","requestId":"b"}"#,
];

fn minutes(rng: &mut Rng, range: Range<u64>) -> Duration {
    Duration::from_secs(rng.u64(range.start * 60..range.end * 60))
}

/// A fault that lasts some minutes, and not beyond the end.
fn lasting(world: &World, fault: Fault, rng: &mut Rng, range: Range<u64>) -> Fault {
    let left = world.end.saturating_duration_since(Instant::now());
    fault.lasting(minutes(rng, range).min(left))
}

/// Breaks what a chat needs, again and again, until the end.
pub(crate) async fn rage(chat: &Chat, mut rng: Rng) {
    loop {
        sleep(minutes(&mut rng, 2..60)).await;
        if Instant::now() >= chat.world.end {
            return;
        }
        let rng = &mut rng;
        match rng.u32(..12) {
            0 => drop_sockets(chat, rng),
            1 => {
                for _ in 0..rng.u32(2..20) {
                    drop_sockets(chat, rng);
                    sleep(Duration::from_secs(rng.u64(1..15))).await;
                }
            }
            2 => {
                chat.ledger.log("silence");
                chat.own.sockets().iter().for_each(ChatSocket::silence);
            }
            3 => deaf(chat, rng),
            4..7 => connection_fails(chat, rng),
            7 | 8 => handshake_fails(chat, rng),
            9 => transcript_fails(chat, rng),
            10 => calls_fail(chat, rng),
            _ => {
                let garbage = rng.choice(GARBAGE).unwrap_or_default();
                chat.own.sockets().iter().for_each(|socket| socket.send_frame(garbage));
            }
        }
    }
}

/// Breaks everything for everybody, now and then.
pub(crate) async fn outages(world: Arc<World>, mut rng: Rng) {
    loop {
        sleep(minutes(&mut rng, 120..600)).await;
        if Instant::now() >= world.end {
            return;
        }
        let fault = match rng.u32(..3) {
            0 => Fault::status(503),
            1 => Fault::status(500),
            _ => Fault::reset(),
        };
        world.service.inject(lasting(&world, fault, &mut rng, 1..10));
        for chat in world.service.chats() {
            chat.sockets().iter().for_each(ChatSocket::reset);
        }
    }
}

/// Ends all faults that are left at the end.
pub(crate) async fn clears_up(world: Arc<World>) {
    sleep_until(world.end).await;
    world.service.clear_faults();
}

fn inject(chat: &Chat, fault: Fault) {
    chat.ledger.log(format_args!("{fault:?}"));
    chat.world.service.inject(fault.of(chat.own.id()));
}

fn inject_socket(chat: &Chat, fault: SocketFault) {
    chat.ledger.log(format_args!("{fault:?}"));
    chat.world.service.inject_socket_fault(fault.of(chat.own.id()));
}

fn drop_sockets(chat: &Chat, rng: &mut Rng) {
    let code = rng.choice([1_000, 1_001, 1_006, 1_008, 1_009, 1_011, 4_000]);
    for socket in chat.own.sockets() {
        match code {
            Some(1_006) | None => socket.reset(),
            Some(code) => socket.close(code, "bad weather"),
        }
    }
    chat.ledger.log(format_args!("sockets drop ({code:?})"));
}

/// The service does not hear what the websocket says.
fn deaf(chat: &Chat, rng: &mut Rng) {
    inject_socket(
        chat,
        match rng.u32(..5) {
            0 => SocketFault::ignore_heartbeat().times(rng.u32(1..5)),
            1 => SocketFault::ignore_ping().times(rng.u32(1..4)),
            2 => SocketFault::fail_ping(500).times(rng.u32(1..4)),
            3 => SocketFault::fail_subscription().times(rng.u32(1..8)),
            _ => SocketFault::ignore_subscription().times(rng.u32(1..8)),
        },
    );
    if rng.bool() {
        drop_sockets(chat, rng);
    }
}

/// Connections and renewals fail.
fn connection_fails(chat: &Chat, rng: &mut Rng) {
    let fault = any_failure(rng).on("CreateParticipantConnection");
    // Without a valid token, the transcript cannot be read.
    let range = if chat.is_readable { 1..40 } else { 1..300 };
    inject(
        chat,
        if rng.bool() {
            lasting(&chat.world, fault, rng, range)
        } else {
            fault.times(rng.u32(1..6))
        },
    );
    if rng.bool() {
        drop_sockets(chat, rng);
    }
}

/// The URL of the websocket is refused, as if it had expired, or the connection breaks.
fn handshake_fails(chat: &Chat, rng: &mut Rng) {
    let fault = match rng.u32(..6) {
        0 => Fault::status(403),
        1 => Fault::status(404),
        2 => Fault::status(503),
        3 => Fault::reset(),
        4 => Fault::cut_short(),
        _ => Fault::delay(Duration::from_secs(rng.u64(1..20))),
    };
    let fault = fault.on("websocket");
    inject(
        chat,
        if rng.bool() {
            lasting(&chat.world, fault, rng, 1..20)
        } else {
            fault.times(rng.u32(1..6))
        },
    );
    drop_sockets(chat, rng);
}

/// The transcript cannot be read.
fn transcript_fails(chat: &Chat, rng: &mut Rng) {
    let fault = if chat.is_readable {
        // Once, so that the client or the session repeats the call at once.
        match rng.u32(..3) {
            0 => Fault::status(400),
            1 => Fault::delay(Duration::from_secs(rng.u64(1..8))),
            _ => any_failure(rng),
        }
    } else if rng.bool() || !chat.own.sockets().iter().any(ChatSocket::is_subscribed) {
        lasting(&chat.world, any_failure(rng), rng, 1..10)
    } else {
        // Only while it is read: several that wait for the session would be the end of the chat.
        Fault::status(403)
    };
    inject(chat, fault.on("GetTranscript"));
    drop_sockets(chat, rng);
}

/// Messages and events fail.
fn calls_fail(chat: &Chat, rng: &mut Rng) {
    let operation = if rng.bool() { "SendMessage" } else { "SendEvent" };
    let fault = match rng.u32(..4) {
        0 => Fault::status(403),
        1 => Fault::status(409),
        _ => any_failure(rng),
    };
    inject(chat, fault.on(operation).times(rng.u32(1..4)));
}

/// A failure that may pass.
fn any_failure(rng: &mut Rng) -> Fault {
    match rng.u32(..6) {
        0 => Fault::status(500),
        1 => Fault::status(503),
        2 => Fault::throttling(),
        3 => Fault::throttling().header("Retry-After", rng.u32(1..5).to_string()),
        4 => Fault::reset(),
        _ => Fault::cut_short(),
    }
}
