//! `DescribeView`.

use connect_participant_model::{DESCRIBE_VIEW, Operation};
use serde::Deserialize;

use crate::answer::Refusal;
use crate::call::{Call, Handle};
use connect_participant::DescribeViewOutput;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DescribeView {
    view_token: String,
}

impl Handle for DescribeView {
    const OPERATION: &'static Operation = &DESCRIBE_VIEW;

    type Output = DescribeViewOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        // The exception's `ResourceType` has no value for a view, so there is none, and no `ResourceId` either.
        let view = call.contact.views.get(&self.view_token).cloned();
        let view = view.ok_or_else(|| {
            Refusal::resource_not_found("there is no view with this token in the chat")
        })?;
        let mut output = DescribeViewOutput::default();
        output.view = Some(view);
        Ok(output)
    }
}
