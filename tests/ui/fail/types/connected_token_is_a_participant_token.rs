//! `Connected::connection_token` returns a `ConnectionToken`: the other token does not authorise
//! events.

use connect_participant::{Client, Connected, Participant, ParticipantToken};

struct Session {
    client: Client,
    token: ParticipantToken,
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Connected for Session {
    fn connection_token(&self) -> ParticipantToken {
        self.token.clone()
    }
}

fn main() {}
