//! `CancelParticipantAuthentication`.

use connect_participant_model::{
    AUTHENTICATION_CANCELLED, CANCEL_PARTICIPANT_AUTHENTICATION, Operation,
};
use serde::Deserialize;

use super::get_authentication_url::only_a_customer;
use crate::answer::Refusal;
use crate::call::{Call, Handle};
use connect_participant::CancelParticipantAuthenticationOutput;

/// The session is checked, and nothing else is made of it.
#[derive(Deserialize)]
pub(super) struct CancelParticipantAuthentication {}

impl Handle for CancelParticipantAuthentication {
    const OPERATION: &'static Operation = &CANCEL_PARTICIPANT_AUTHENTICATION;

    type Output = CancelParticipantAuthenticationOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        only_a_customer(call)?;
        call.record_event(AUTHENTICATION_CANCELLED, None);
        Ok(CancelParticipantAuthenticationOutput::default())
    }
}
