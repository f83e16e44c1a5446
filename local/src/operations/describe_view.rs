//! `DescribeView`.

use connect_participant::DescribeViewOutput;
use connect_participant_model::{DESCRIBE_VIEW, Operation};
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::response::ErrorResponse;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DescribeView {
    view_token: String,
}

impl Handle for DescribeView {
    const OPERATION: &'static Operation = &DESCRIBE_VIEW;

    type Output = DescribeViewOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        let view = call.contact.views.get(&self.view_token).cloned();
        // The error has no `ResourceType`, which has no value for a view, and no `ResourceId`
        // either.
        let view = view.ok_or_else(|| {
            ErrorResponse::unknown_view("the chat has no view with this view token")
        })?;
        Ok(DescribeViewOutput::default().with_view(view))
    }
}
