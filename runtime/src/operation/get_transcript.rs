//! `GetTranscript`.

pub(crate) mod item;
pub(crate) mod pages;

use std::fmt;

use connect_participant_model::{GET_TRANSCRIPT, Member, Operation};
use serde::{Deserialize, Serialize, Serializer};

use crate::closed_enum::closed_enum;
use crate::conversion::ValueType;
use crate::error::Result;
use crate::method_output::{FromOutput, required};
use crate::operation::get_transcript::item::Item;
use crate::protocol::bounded::list;
use crate::protocol::input::{OperationInput, members, structure};
use crate::protocol::output::{OperationOutput, Sealed, setters};
use crate::protocol::serialize::serialize;
use crate::protocol::value::{AsValue, Members, Value};
use crate::redact::{Redacted, Sensitive};
use crate::types::token::ConnectionToken;

/// The maximum number of items of a page: ten times the largest `MaxResults`.
const MAX_ITEMS: usize = 1_000;

/// The input of `GetTranscript`, which returns a page of the items of a chat. The transcript of a
/// persistent chat includes its earlier contacts.
///
/// [`Client::transcript_pages`](crate::Client::transcript_pages) reads all pages.
///
/// Source: [`GetTranscript`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html#API_GetTranscript_RequestBody).
///
/// ```no_run
/// use connect_participant::{Client, ConnectionToken, GetTranscriptInput, Result};
///
/// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
/// let input = GetTranscriptInput::new(connection_token).max_results(100);
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
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a value exceeds its limits, or if the
/// direction is `FORWARD` without a start position; nothing is sent then. For all other errors, see
/// [`Client::call`](crate::Client::call).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetTranscriptInput {
    contact_id: Option<String>,
    max_results: Option<i32>,
    next_token: Option<Sensitive>,
    scan_direction: Option<ScanDirection>,
    sort_order: Option<SortKey>,
    start_position: Option<StartPosition>,
    connection_token: ConnectionToken,
}

impl GetTranscriptInput {
    /// Creates the input for the chat of the connection token.
    #[must_use]
    pub fn new(connection_token: ConnectionToken) -> Self {
        Self {
            contact_id: None,
            max_results: None,
            next_token: None,
            scan_direction: None,
            sort_order: None,
            start_position: None,
            connection_token,
        }
    }

    /// Sets another contact of the same chat, 1 to 256 characters.
    #[must_use]
    pub fn contact_id(self, contact_id: impl Into<String>) -> Self {
        self.set_contact_id(Some(contact_id.into()))
    }

    /// Like [`contact_id`](Self::contact_id), but takes an `Option`.
    #[must_use]
    pub fn set_contact_id(mut self, contact_id: Option<String>) -> Self {
        self.contact_id = contact_id;
        self
    }

    /// Sets the maximum number of items of a page, 0 to 100. The service defaults to 10.
    #[must_use]
    pub fn max_results(self, max_results: i32) -> Self {
        self.set_max_results(Some(max_results))
    }

    /// Like [`max_results`](Self::max_results), but takes an `Option`.
    #[must_use]
    pub fn set_max_results(mut self, max_results: Option<i32>) -> Self {
        self.max_results = max_results;
        self
    }

    /// Sets the page: the `next_token` of the previous page, 1 to 1,000 characters.
    #[must_use]
    pub fn next_token(self, next_token: impl Into<String>) -> Self {
        self.set_next_token(Some(next_token.into()))
    }

    /// Like [`next_token`](Self::next_token), but takes an `Option`.
    #[must_use]
    pub fn set_next_token(mut self, next_token: Option<String>) -> Self {
        self.next_token = next_token.map(Sensitive);
        self
    }

    /// Sets the direction of the pages from the start position. The service defaults to `FORWARD`
    /// with a start position, and to `BACKWARD` without one.
    ///
    /// `FORWARD` requires a start position, because the pages start at the newest item without one.
    /// The service rejects it, so a call with neither a start position nor a
    /// [`next_token`](Self::next_token) fails before anything is sent.
    #[must_use]
    pub fn scan_direction(self, scan_direction: ScanDirection) -> Self {
        self.set_scan_direction(Some(scan_direction))
    }

    /// Like [`scan_direction`](Self::scan_direction), but takes an `Option`.
    #[must_use]
    pub fn set_scan_direction(mut self, scan_direction: Option<ScanDirection>) -> Self {
        self.scan_direction = scan_direction;
        self
    }

    /// Sets the order of the items within a page. The service defaults to `DESCENDING`. The order
    /// of the pages depends on the scan direction only.
    #[must_use]
    pub fn sort_order(self, sort_order: SortKey) -> Self {
        self.set_sort_order(Some(sort_order))
    }

    /// Like [`sort_order`](Self::sort_order), but takes an `Option`.
    #[must_use]
    pub fn set_sort_order(mut self, sort_order: Option<SortKey>) -> Self {
        self.sort_order = sort_order;
        self
    }

    /// Sets the start position of the pages. Without one, they start at the newest item.
    #[must_use]
    pub fn start_position(self, start_position: StartPosition) -> Self {
        self.set_start_position(Some(start_position))
    }

    /// Like [`start_position`](Self::start_position), but takes an `Option`.
    #[must_use]
    pub fn set_start_position(mut self, start_position: Option<StartPosition>) -> Self {
        self.start_position = start_position;
        self
    }
}

impl GetTranscriptInput {
    pub(crate) fn next_token_text(&self) -> Option<&str> {
        self.next_token.as_ref().map(|token| token.0.as_str())
    }
}

/// Leaves out the token, see [`OperationInput`].
impl Serialize for GetTranscriptInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for GetTranscriptInput {
    const OPERATION: &'static Operation = &GET_TRANSCRIPT;

    type Output = GetTranscriptOutput;

    fn members(&self) -> Members<'_> {
        members!(
            self,
            GET_TRANSCRIPT.members,
            [
                contact_id,
                max_results,
                next_token,
                scan_direction,
                sort_order,
                start_position,
                connection_token
            ]
        )
    }
}

/// The start position of the pages of a transcript.
///
/// Source:
/// [`StartPosition`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartPosition.html).
///
/// ```
/// use connect_participant::StartPosition;
///
/// let last_ten = StartPosition::new().most_recent(10);
/// let from_there = StartPosition::new().id("6bd8e4a7");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StartPosition {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absolute_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_recent: Option<i32>,
}

impl StartPosition {
    /// Creates an empty position. Set one of `id`, `absolute_time` and `most_recent`: a call with an
    /// empty position fails before anything is sent.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the id of an item, 1 to 256 characters.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        self.set_id(Some(id.into()))
    }

    /// Like [`id`](Self::id), but takes an `Option`.
    #[must_use]
    pub fn set_id(mut self, id: Option<String>) -> Self {
        self.id = id;
        self
    }

    /// Sets a time, 1 to 100 characters, such as `2019-11-08T02:41:28.172Z`.
    #[must_use]
    pub fn absolute_time(self, absolute_time: impl Into<String>) -> Self {
        self.set_absolute_time(Some(absolute_time.into()))
    }

    /// Like [`absolute_time`](Self::absolute_time), but takes an `Option`.
    #[must_use]
    pub fn set_absolute_time(mut self, absolute_time: Option<String>) -> Self {
        self.absolute_time = absolute_time;
        self
    }

    /// Sets a number of items from the end, 0 to 100.
    #[must_use]
    pub fn most_recent(self, most_recent: i32) -> Self {
        self.set_most_recent(Some(most_recent))
    }

    /// Like [`most_recent`](Self::most_recent), but takes an `Option`.
    #[must_use]
    pub fn set_most_recent(mut self, most_recent: Option<i32>) -> Self {
        self.most_recent = most_recent;
        self
    }
}

impl ValueType for StartPosition {}

impl AsValue for StartPosition {
    fn as_value(&self) -> Option<Value<'_>> {
        const MEMBERS: &[Member] = structure(GET_TRANSCRIPT.members, "start_position");
        Some(Value::Structure(members!(self, MEMBERS, [id, absolute_time, most_recent])))
    }
}

/// The direction of the pages of a transcript from the start position.
///
/// Source:
/// [`GetTranscript`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html#connectparticipant-GetTranscript-request-ScanDirection).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ScanDirection {
    /// `FORWARD`: to later items.
    Forward,
    /// `BACKWARD`: to earlier items.
    Backward,
}

closed_enum! {
    impl ScanDirection {
        Forward => "FORWARD",
        Backward => "BACKWARD",
    }
}

/// The order of the items in a page of a transcript.
///
/// Source:
/// [`GetTranscript`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html#connectparticipant-GetTranscript-request-SortOrder).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SortKey {
    /// `DESCENDING`: the latest item first.
    Descending,
    /// `ASCENDING`: the earliest item first.
    Ascending,
}

closed_enum! {
    impl SortKey {
        Descending => "DESCENDING",
        Ascending => "ASCENDING",
    }
}

/// The output of `GetTranscript`: a page of the transcript.
///
/// Source: [`GetTranscript`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html#API_GetTranscript_ResponseElements).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct GetTranscriptOutput {
    /// The id of the first contact of the chat, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_contact_id: Option<String>,
    /// The items of the page. A response with more than 1,000 is unreadable.
    #[serde(
        default,
        deserialize_with = "list::<MAX_ITEMS, _, _>",
        skip_serializing_if = "Option::is_none"
    )]
    pub transcript: Option<Vec<Item>>,
    /// The token for the next page, 1 to 1,000 characters. The last page has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

setters! {
    impl GetTranscriptOutput {
        pub fn with_initial_contact_id(initial_contact_id: String);
        pub fn with_transcript(transcript: Vec<Item>);
        pub fn with_next_token(next_token: String);
    }
}

impl fmt::Debug for GetTranscriptOutput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetTranscriptOutput")
            .field("initial_contact_id", &self.initial_contact_id)
            .field("transcript", &self.transcript)
            .field("next_token", &self.next_token.as_ref().map(|_| Redacted))
            .finish()
    }
}

impl OperationOutput for GetTranscriptOutput {}

impl Sealed for GetTranscriptOutput {}

#[diagnostic::do_not_recommend]
impl FromOutput<GetTranscriptOutput> for Vec<Item> {
    fn from_output(output: GetTranscriptOutput) -> Result<Self> {
        required(output.transcript, "Transcript")
    }
}
