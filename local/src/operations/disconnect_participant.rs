//! `DisconnectParticipant`.

use connect_participant_model::{DISCONNECT_PARTICIPANT, Operation, PARTICIPANT_LEFT};
use serde::Deserialize;

use crate::answer::Refusal;
use crate::call::{Call, Handle};
use crate::contact::Presence;
use connect_participant::DisconnectParticipantOutput;

#[derive(Deserialize)]
pub(super) struct DisconnectParticipant {}

impl Handle for DisconnectParticipant {
    const OPERATION: &'static Operation = &DISCONNECT_PARTICIPANT;

    type Output = DisconnectParticipantOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        call.contact.set_presence(call.caller, Presence::Left);
        call.record_event(PARTICIPANT_LEFT, None);
        Ok(DisconnectParticipantOutput::default())
    }
}
