//! `GetTranscript`.

mod item;
mod pages;

use super::Output;
use crate::ConnectionToken;
use crate::string_enum::string_enum;

pub use self::item::*;
pub use self::pages::TranscriptPages;

input! {
    /// The input of `GetTranscript`.
    ///
    /// Source: [`GetTranscript`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html#API_GetTranscript_RequestBody).
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, GetTranscriptInput, Result, SortKey};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
    /// let input = GetTranscriptInput::new(connection_token).max_results(100).sort_order(SortKey::Ascending);
    /// let output = client.call(input).await?;
    /// for item in output.transcript.unwrap_or_default() {
    ///     println!("{:?}: {:?}", item.display_name, item.content);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where a value is out of its limits.
    /// Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not.
    GetTranscriptInput for GET_TRANSCRIPT -> GetTranscriptOutput {
        /// The transcript of the chat that the connection token is for.
        new(connection_token "ConnectionToken": ConnectionToken);
        /// Another contact of the same chat, 1 to 256 characters.
        contact_id set_contact_id "ContactId": String;
        /// How many items a page has at most, 0 to 100. The service has 10 by default.
        max_results set_max_results "MaxResults": i32;
        /// Which page, 1 to 1,000 characters: what the page before it had for its own `next_token`.
        next_token set_next_token "NextToken": String hidden;
        /// Which way the pages go from the start. The service has `BACKWARD` by default.
        scan_direction set_scan_direction "ScanDirection": ScanDirection;
        /// Which item of a page comes first. The service has `DESCENDING` by default, which is the latest one.
        sort_order set_sort_order "SortOrder": SortKey;
        /// Where the pages start. Without one, they start at one of the chat's ends.
        start_position set_start_position "StartPosition": StartPosition;
    }
}

input! {
    /// Where the pages of a transcript start.
    ///
    /// Source: [`StartPosition`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartPosition.html).
    ///
    /// ```
    /// use connect_participant::StartPosition;
    ///
    /// let last_ten = StartPosition::new().most_recent(10);
    /// let from_there = StartPosition::new().id("6bd8e4a7");
    /// ```
    #[derive(Default)]
    StartPosition {
        /// No position yet: give it one of an id, a time and a number.
        new();
        /// The id of an item, 1 to 256 characters.
        id set_id "Id": String;
        /// A time, 1 to 100 characters, such as `2019-11-08T02:41:28.172Z`.
        absolute_time set_absolute_time "AbsoluteTime": String;
        /// So many items from the end, 0 to 100.
        most_recent set_most_recent "MostRecent": i32;
    }
}

string_enum! {
    /// Which way the pages of a transcript go from its start position.
    ///
    /// Source: [`GetTranscript`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html#connectparticipant-GetTranscript-request-ScanDirection).
    ScanDirection {
        /// `FORWARD`: to what came later.
        Forward = "FORWARD",
        /// `BACKWARD`: to what came earlier.
        Backward = "BACKWARD",
    }
}

string_enum! {
    /// Which item of a page of a transcript comes first.
    ///
    /// Source: [`GetTranscript`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html#connectparticipant-GetTranscript-request-SortOrder).
    SortKey {
        /// `DESCENDING`: the latest.
        Descending = "DESCENDING",
        /// `ASCENDING`: the earliest.
        Ascending = "ASCENDING",
    }
}

output! {
    /// The output of `GetTranscript`: a page.
    ///
    /// Source: [`GetTranscript`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html#API_GetTranscript_ResponseElements).
    GetTranscriptOutput {
        /// The id of the chat's first contact, 1 to 256 characters.
        initial_contact_id: String;
        /// The items of the page.
        transcript: Vec<Item>;
        /// What asks for the next page, 1 to 1,000 characters. The last page has none.
        next_token: String, hidden;
    }
}

impl Output for GetTranscriptOutput {}
