//! `GetAuthenticationUrl`.

use connect_participant_model::{GET_AUTHENTICATION_URL, Operation};
use serde::Deserialize;

use crate::answer::Refusal;
use crate::call::{Call, Handle};
use connect_participant::{GetAuthenticationUrlOutput, ParticipantRole};

/// The session and the redirect URI are checked, and nothing else is made of them.
#[derive(Deserialize)]
pub(super) struct GetAuthenticationUrl {}

impl Handle for GetAuthenticationUrl {
    const OPERATION: &'static Operation = &GET_AUTHENTICATION_URL;

    type Output = GetAuthenticationUrlOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        only_a_customer(call)?;
        let url = format!("{}/_local/authentication/{}", call.service.url, call.new_secret());
        let mut output = GetAuthenticationUrlOutput::default();
        output.authentication_url = Some(url);
        Ok(output)
    }
}

/// Nobody else is asked to sign in.
pub(super) fn only_a_customer(call: &Call<'_>) -> Result<(), Refusal> {
    if call.caller.role() == ParticipantRole::Customer {
        Ok(())
    } else {
        Err(Refusal::access_denied())
    }
}
