//! `CancelParticipantAuthentication`.

use connect_participant::CancelParticipantAuthenticationOutput;
use connect_participant_model::{
    AUTHENTICATION_CANCELLED, CANCEL_PARTICIPANT_AUTHENTICATION, Operation,
};
use serde::Deserialize;

use super::get_authentication_url::require_customer;
use crate::call::{Call, Handle};
use crate::response::ErrorResponse;

/// The input. The session is checked like all input, and is not used otherwise.
#[derive(Deserialize)]
pub(super) struct CancelParticipantAuthentication {}

impl Handle for CancelParticipantAuthentication {
    const OPERATION: &'static Operation = &CANCEL_PARTICIPANT_AUTHENTICATION;

    type Output = CancelParticipantAuthenticationOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        require_customer(call)?;
        call.record_event(AUTHENTICATION_CANCELLED, None);
        Ok(CancelParticipantAuthenticationOutput::default())
    }
}
