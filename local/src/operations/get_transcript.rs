//! `GetTranscript`.

use std::ops::Range;
use std::time::SystemTime;

use connect_participant::{GetTranscriptOutput, Item, Timestamp};
use connect_participant_model::{GET_TRANSCRIPT, Operation};
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::contact::page::Cursor;
use crate::refusal_reason::RefusalReason;
use crate::response::ErrorResponse;

/// The default maximum number of items on a page.
const DEFAULT_MAX_RESULTS: usize = 10;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetTranscript {
    contact_id: Option<String>,
    max_results: Option<usize>,
    next_token: Option<String>,
    scan_direction: Option<Direction>,
    #[serde(default)]
    sort_order: Order,
    start_position: Option<Start>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Direction {
    Forward,
    Backward,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Order {
    #[default]
    Descending,
    Ascending,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Start {
    id: Option<String>,
    absolute_time: Option<Timestamp>,
    most_recent: Option<usize>,
}

impl Handle for GetTranscript {
    const OPERATION: &'static Operation = &GET_TRANSCRIPT;

    type Output = GetTranscriptOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        // The token only authorises calls for its own contact.
        if self.contact_id.as_ref().is_some_and(|id| id != call.contact.id()) {
            return Err(ErrorResponse::access_denied(RefusalReason::OtherContact));
        }
        let items = call.contact.transcript.visible();
        let cursor = match &self.next_token {
            Some(token) => {
                let page = call.contact.pages.get(token).copied();
                page.ok_or_else(|| {
                    ErrorResponse::validation("`NextToken` is not a token of this chat")
                })?
            }
            None => self.first_page(&items)?,
        };
        let size = self.max_results.unwrap_or(DEFAULT_MAX_RESULTS);
        let (page, next) = cursor.page(items.len(), size);
        let mut transcript: Vec<_> =
            items.into_iter().take(page.end).skip(page.start).cloned().collect();
        if let Order::Descending = self.sort_order {
            transcript.reverse();
        }
        let next_token = next.map(|cursor| {
            let token = call.new_secret();
            call.contact.pages.insert(token.clone(), cursor);
            token
        });

        let mut output = GetTranscriptOutput::default()
            .with_initial_contact_id(call.contact.id())
            .with_transcript(transcript);
        output.next_token = next_token;
        Ok(output)
    }
}

impl GetTranscript {
    /// Returns the cursor of the first page. Items at the start position are part of that page in
    /// both directions.
    fn first_page(&self, items: &[&Item]) -> Result<Cursor, ErrorResponse> {
        let start = self.start_position.as_ref().map(|start| start.find(items)).transpose()?;
        Ok(match (&self.scan_direction, start.flatten()) {
            // `FORWARD` is not possible here: the input has been checked.
            (_, None) => Cursor::Backward(items.len()),
            (Some(Direction::Backward), Some(span)) => Cursor::Backward(span.end),
            (_, Some(span)) => Cursor::Forward(span.start),
        })
    }
}

impl Start {
    /// Returns the positions of the items at the start position. Returns `None` if no start
    /// position is set, and an empty range if it lies between two items.
    fn find(&self, items: &[&Item]) -> Result<Option<Range<usize>>, ErrorResponse> {
        match self {
            Self { id: None, absolute_time: None, most_recent: None } => Ok(None),
            Self { id: Some(id), absolute_time: None, most_recent: None } => {
                let position = items.iter().position(|item| item.id.as_ref() == Some(id));
                let position = position.ok_or_else(|| {
                    ErrorResponse::validation(
                        "`StartPosition.Id` is not an item of this transcript",
                    )
                })?;
                Ok(Some(position..position + 1))
            }
            Self { id: None, absolute_time: Some(time), most_recent: None } => {
                let time = time.to_system_time().ok_or_else(|| {
                    ErrorResponse::validation(
                        "`StartPosition.AbsoluteTime` is not a time such as 2019-11-08T02:41:28.172Z",
                    )
                })?;
                Ok(Some(
                    items.partition_point(|item| time_of(item) < Some(time))
                        ..items.partition_point(|item| time_of(item) <= Some(time)),
                ))
            }
            Self { id: None, absolute_time: None, most_recent: Some(count) } => {
                let position = items.len().saturating_sub(*count);
                Ok(Some(position..items.len().min(position + 1)))
            }
            _ => Err(ErrorResponse::validation(
                "`StartPosition` has more than one of `Id`, `AbsoluteTime` and `MostRecent`",
            )),
        }
    }
}

/// Returns the time at which the service accepted the item.
fn time_of(item: &Item) -> Option<SystemTime> {
    item.absolute_time.as_ref().and_then(Timestamp::to_system_time)
}
