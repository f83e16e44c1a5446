//! `DescribeView`.

use super::Output;
use crate::ConnectionToken;

input! {
    /// The input of `DescribeView`.
    ///
    /// Source: [`DescribeView`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html#API_DescribeView_RequestParameters).
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
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where the view token is out of its limits.
    /// Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not:
    /// [`ResourceNotFound`](crate::ErrorKind::ResourceNotFound) where there is no such view.
    DescribeViewInput for DESCRIBE_VIEW -> DescribeViewOutput {
        /// The view token, of 1 to 1,000 characters, is the one in the interactive message that shows the view. It
        /// becomes a part of the URL, percent-encoded; `.` and `..` cannot be one.
        new(view_token "ViewToken": String hidden, connection_token "ConnectionToken": ConnectionToken);
    }
}

output! {
    /// The output of `DescribeView`.
    ///
    /// Source: [`DescribeView`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DescribeView.html#API_DescribeView_ResponseElements).
    DescribeViewOutput {
        /// The view.
        view: View;
    }
}

impl Output for DescribeViewOutput {}

output! {
    /// A view: a part of a user interface.
    ///
    /// Source: [`View`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_View.html).
    View {
        /// The id of the view, 1 to 500 characters.
        id: String;
        /// The Amazon Resource Name of the view.
        arn: String;
        /// The name of the view, 1 to 255 characters. The service model calls it sensitive.
        name: String, hidden;
        /// The version of the view.
        version: i32;
        /// What the view is made of.
        content: ViewContent;
    }
}

output! {
    /// What a view is made of. The service model calls all of it sensitive.
    ///
    /// Source: [`ViewContent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_ViewContent.html).
    ViewContent {
        /// The JSON schema of what is filled into the template.
        input_schema: String, hidden;
        /// The template, as JSON.
        template: String, hidden;
        /// What a user may do in the view, each of 1 to 255 characters.
        actions: Vec<String>, hidden;
    }
}
