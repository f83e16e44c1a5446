//! A chat with its two participants, its weather and its end.

use std::sync::Arc;
use std::time::Duration;

use connect_participant::{Client, ParticipantRole};
use connect_participant_local::{Chat as LocalChat, ChatParticipant};
use fastrand::Rng;
use tokio::time::{sleep, sleep_until, timeout};

use crate::World;
use crate::ledger::{Ledger, Summary};
use crate::process::Processes;
use crate::transcript::Transcript;
use crate::{talk, weather};

/// The time that everything has to arrive, once the weather is fine.
const CALM: Duration = Duration::from_secs(600);

/// The time that a session has to notice the end of its chat.
const NOTICE: Duration = Duration::from_secs(300);

/// A chat of the soak.
pub(crate) struct Chat {
    pub(crate) world: Arc<World>,
    pub(crate) local: LocalChat,
    /// The participant who has the session.
    pub(crate) own: ChatParticipant,
    pub(crate) other: ChatParticipant,
    pub(crate) ledger: Ledger,
    /// The client of its sessions.
    pub(crate) client: Client,
    transcript: Transcript,
    /// The transcript can be read at nearly all times, so that the order is hardly ever left.
    pub(crate) is_readable: bool,
    rngs: [Rng; 3],
}

impl Chat {
    pub(crate) fn open(world: Arc<World>, index: u64, mut rng: Rng) -> Self {
        let chat = world.service.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let agent = chat.add_participant(ParticipantRole::Agent);
        let (own, other) = if index % 2 == 0 { (agent, customer) } else { (customer, agent) };
        let ledger = Ledger::new(world.seed, index, world.time);
        let transcript = Transcript::new(world.time);
        let client = transcript.watch(&world.client);
        let is_readable = rng.bool();
        let rngs = [rng.fork(), rng.fork(), rng.fork()];
        Self { world, local: chat, own, other, ledger, client, transcript, is_readable, rngs }
    }

    /// Lives the whole life of the chat.
    pub(crate) async fn live(self) -> Summary {
        let [talking, raging, reading] = self.rngs.clone();
        let processes = Processes::new(&self, reading);
        let ((), (), (), ()) = tokio::join!(
            talk::talk(&self, talking),
            weather::rage(&self, raging),
            self.end(),
            processes.run(),
        );
        // Receipts are answered at the latest when their session ends.
        let answered = timeout(NOTICE, async {
            while self.ledger.open_promises() > 0 {
                sleep(Duration::from_secs(1)).await;
            }
        });
        if answered.await.is_err() {
            self.ledger.fail(format_args!("{} promises are open", self.ledger.open_promises()));
        }
        self.ledger.check(&self.local.transcript(), &self.transcript)
    }

    /// Ends the chat, after everything should have arrived.
    async fn end(&self) {
        sleep_until(self.world.end + CALM).await;
        self.ledger.check_all_heard(&self.local.transcript());
        self.local.end();
        sleep(NOTICE).await;
        if !self.ledger.has_ended() {
            self.ledger.fail(format_args!("the end is not noticed"));
        }
    }
}
