//! The other participant, who talks.

use std::time::Duration;

use connect_participant::{Item, ParticipantRole};
use connect_participant_local::SocketFault;
use fastrand::Rng;
use tokio::time::{Instant, sleep};

use crate::chat::Chat;

/// Says something now and then, until the end.
pub(crate) async fn talk(chat: &Chat, mut rng: Rng) {
    let mut count = 0;
    loop {
        sleep(pause(&mut rng)).await;
        if Instant::now() >= chat.world.end {
            return;
        }
        match rng.u32(..100) {
            0..2 => {
                // A busy chat.
                let messages = rng.u32(50..300);
                for _ in 0..messages {
                    say(chat, &mut count);
                    sleep(Duration::from_millis(rng.u64(..200))).await;
                }
            }
            2..6 => {
                chat.other.attach("1.csv", "text/csv", vec![0; 10]).unwrap();
            }
            6..16 => {
                chat.other.typing().unwrap();
            }
            16..20 => third(chat),
            20..32 => said_wrongly(chat, &mut count, &mut rng),
            _ => {
                for _ in 0..rng.u32(1..4) {
                    let item = say(chat, &mut count);
                    if rng.u32(..4) == 0 {
                        let own = chat.own.say(format!("own {}", item.id.unwrap_or_default()));
                        // Somebody else uses the token of the session's participant.
                        own.unwrap();
                    }
                }
            }
        }
    }
}

fn pause(rng: &mut Rng) -> Duration {
    let seconds = if rng.u32(..3) == 0 { rng.u64(..10) } else { rng.u64(10..1_200) };
    Duration::from_secs(seconds) + Duration::from_millis(rng.u64(..1_000))
}

fn say(chat: &Chat, count: &mut u32) -> Item {
    *count += 1;
    chat.other.say(format!("message {count}")).unwrap()
}

/// A third participant comes, says something, and leaves.
fn third(chat: &Chat) {
    let third = chat.local.add_participant(ParticipantRole::Agent);
    third.say("Let me help.").unwrap();
    third.leave().unwrap();
}

/// Messages that the service sends twice, late, or in another order.
fn said_wrongly(chat: &Chat, count: &mut u32, rng: &mut Rng) {
    // Without a websocket, the fault would wait for a later message.
    if !chat.own.sockets().iter().any(connect_participant_local::ChatSocket::is_subscribed) {
        return;
    }
    let inject = |fault: SocketFault| {
        chat.world.service.inject_socket_fault(fault.of(chat.own.id()));
    };
    match rng.u32(..3) {
        0 => {
            inject(SocketFault::duplicate_push());
            say(chat, count);
        }
        1 => {
            chat.ledger.log("a push is delayed");
            inject(SocketFault::delay_push(Duration::from_millis(rng.u64(1..5_000))));
            chat.ledger.is_late(&say(chat, count));
        }
        _ => {
            inject(SocketFault::reorder_push());
            chat.ledger.is_late(&say(chat, count));
            say(chat, count);
        }
    }
}
