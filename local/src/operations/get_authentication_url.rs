//! `GetAuthenticationUrl`.

use connect_participant::{GetAuthenticationUrlOutput, ParticipantRole};
use connect_participant_model::{GET_AUTHENTICATION_URL, Operation};
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::refusal_reason::RefusalReason;
use crate::response::ErrorResponse;

/// The input. The session and the redirect URI are checked like all input, and are not used
/// otherwise.
#[derive(Deserialize)]
pub(super) struct GetAuthenticationUrl {}

impl Handle for GetAuthenticationUrl {
    const OPERATION: &'static Operation = &GET_AUTHENTICATION_URL;

    type Output = GetAuthenticationUrlOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        require_customer(call)?;
        let url = format!("{}/_local/authentication/{}", call.service.url, call.new_secret());
        Ok(GetAuthenticationUrlOutput::default().with_authentication_url(url))
    }
}

/// Checks that the caller is a customer. Only customers are asked to sign in.
pub(super) fn require_customer(call: &Call<'_>) -> Result<(), ErrorResponse> {
    if call.identity().role == ParticipantRole::Customer {
        Ok(())
    } else {
        Err(ErrorResponse::access_denied(RefusalReason::NotCustomer))
    }
}
