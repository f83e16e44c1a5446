//! `DisconnectParticipant`.

use connect_participant::{DisconnectParticipantOutput, ParticipantRole};
use connect_participant_model::{DISCONNECT_PARTICIPANT, Operation, PARTICIPANT_LEFT};
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::contact::Presence;
use crate::response::ErrorResponse;

#[derive(Deserialize)]
pub(super) struct DisconnectParticipant {}

impl Handle for DisconnectParticipant {
    const OPERATION: &'static Operation = &DISCONNECT_PARTICIPANT;

    type Output = DisconnectParticipantOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        call.contact.set_presence(&call.caller.identity, Presence::Left);
        call.record_event(PARTICIPANT_LEFT, None);
        if call.identity().role == ParticipantRole::Customer {
            let (ids, now) = (&call.service.ids, call.now());
            call.contact.end(|| ids.next().to_string(), now);
        }
        Ok(DisconnectParticipantOutput::default())
    }
}
