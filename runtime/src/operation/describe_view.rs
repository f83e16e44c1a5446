//! `DescribeView`.

use std::fmt;

use connect_participant_model::{DESCRIBE_VIEW, Operation};
use serde::{Deserialize, Serialize, Serializer};

use crate::error::Result;
use crate::method_output::{FromOutput, required};
use crate::protocol::bounded::list;
use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed, setters};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::redact::{Redacted, Sensitive};
use crate::types::token::ConnectionToken;

/// The maximum number of actions of a view. The service documents no limit.
const MAX_ACTIONS: usize = 1_000;

/// The input of `DescribeView`, which returns the content of a view that a flow has sent into the
/// chat.
///
/// Source: [`DescribeView`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html#API_DescribeView_RequestParameters).
///
/// ```no_run
/// use connect_participant::{Client, ConnectionToken, DescribeViewInput, Result};
///
/// # async fn example(client: Client, connection_token: ConnectionToken, view_token: &str) -> Result<()> {
/// let output = client.call(DescribeViewInput::new(view_token, connection_token)).await?;
/// let template = output.view.and_then(|view| view.content?.template);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the view token exceeds its limits; nothing
/// is sent then. [`ResourceNotFound`](crate::ErrorKind::ResourceNotFound) means that the view does
/// not exist. For all other errors, see [`Client::call`](crate::Client::call).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DescribeViewInput {
    view_token: Sensitive,
    connection_token: ConnectionToken,
}

impl DescribeViewInput {
    /// Creates the input. The view token, 1 to 1,000 characters, is in the interactive message that
    /// shows the view. It is part of the path of the URL, so it must not be `.` or `..`, which have
    /// a special meaning there.
    #[must_use]
    pub fn new(view_token: impl Into<String>, connection_token: ConnectionToken) -> Self {
        Self { view_token: Sensitive(view_token.into()), connection_token }
    }
}

/// Leaves out the token, see [`OperationInput`].
impl Serialize for DescribeViewInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for DescribeViewInput {
    const OPERATION: &'static Operation = &DESCRIBE_VIEW;

    type Output = DescribeViewOutput;

    fn members(&self) -> Members<'_> {
        members!(self, DESCRIBE_VIEW.members, [view_token, connection_token])
    }
}

/// The output of `DescribeView`.
///
/// Source: [`DescribeView`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html#API_DescribeView_ResponseElements).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct DescribeViewOutput {
    /// The view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<View>,
}

setters! {
    impl DescribeViewOutput {
        pub fn with_view(view: View);
    }
}

impl OperationOutput for DescribeViewOutput {}

impl Sealed for DescribeViewOutput {}

#[diagnostic::do_not_recommend]
impl FromOutput<DescribeViewOutput> for View {
    fn from_output(output: DescribeViewOutput) -> Result<Self> {
        required(output.view, "View")
    }
}

/// A view: a part of a user interface.
///
/// Source:
/// [`View`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_View.html).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct View {
    /// The id of the view, 1 to 500 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The Amazon Resource Name of the view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// The name of the view, 1 to 255 characters. The service model marks it as sensitive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The version of the view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// The content of the view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<ViewContent>,
}

setters! {
    impl View {
        pub fn with_id(id: String);
        pub fn with_arn(arn: String);
        pub fn with_name(name: String);
        pub fn with_version(version: i32);
        pub fn with_content(content: ViewContent);
    }
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("id", &self.id)
            .field("arn", &self.arn)
            .field("name", &self.name.as_ref().map(|_| Redacted))
            .field("version", &self.version)
            .field("content", &self.content)
            .finish()
    }
}

/// The content of a view. The service model marks all of it as sensitive.
///
/// Source:
/// [`ViewContent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_ViewContent.html).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ViewContent {
    /// The JSON schema of the data for the template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_schema: Option<String>,
    /// The template, in JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The actions of a user in the view, each 1 to 255 characters. A response with more than 1,000
    /// is unreadable.
    #[serde(
        default,
        deserialize_with = "list::<MAX_ACTIONS, _, _>",
        skip_serializing_if = "Option::is_none"
    )]
    pub actions: Option<Vec<String>>,
}

setters! {
    impl ViewContent {
        pub fn with_input_schema(input_schema: String);
        pub fn with_template(template: String);
        pub fn with_actions(actions: Vec<String>);
    }
}

impl fmt::Debug for ViewContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ViewContent")
            .field("input_schema", &self.input_schema.as_ref().map(|_| Redacted))
            .field("template", &self.template.as_ref().map(|_| Redacted))
            .field("actions", &self.actions.as_ref().map(|_| Redacted))
            .finish()
    }
}
