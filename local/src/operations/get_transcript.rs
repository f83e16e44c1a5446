//! `GetTranscript`.

use std::ops::Range;
use std::time::SystemTime;

use connect_participant_model::{GET_TRANSCRIPT, Operation};
use serde::Deserialize;

use crate::answer::Refusal;
use crate::call::{Call, Handle};
use crate::contact::page::Cursor;
use connect_participant::{GetTranscriptOutput, Item, Timestamp};

/// How many items a page has at most, where the caller does not say.
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

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        // The token is for this contact and no other.
        if self.contact_id.as_ref().is_some_and(|id| id != call.contact.id()) {
            return Err(Refusal::access_denied());
        }
        let shown = call.contact.transcript.shown();
        let cursor = match &self.next_token {
            Some(token) => {
                let page = call.contact.pages.get(token).copied();
                page.ok_or_else(|| Refusal::validation("`NextToken` is not one of this chat's"))?
            }
            None => self.first_page(&shown)?,
        };
        let size = self.max_results.unwrap_or(DEFAULT_MAX_RESULTS);
        let (page, next) = cursor.page(shown.len(), size);
        let mut transcript: Vec<_> =
            shown.into_iter().take(page.end).skip(page.start).cloned().collect();
        if let Order::Descending = self.sort_order {
            transcript.reverse();
        }
        let next_token = next.map(|cursor| {
            let token = call.new_secret();
            call.contact.pages.insert(token.clone(), cursor);
            token
        });
        let mut output = GetTranscriptOutput::default();
        output.initial_contact_id = Some(call.contact.id().to_owned());
        output.transcript = Some(transcript);
        output.next_token = next_token;
        Ok(output)
    }
}

impl GetTranscript {
    /// Where the first page begins. An item at the start position is a part of it, whichever way the pages go.
    fn first_page(&self, shown: &[&Item]) -> Result<Cursor, Refusal> {
        let start = self.start_position.as_ref().map(|start| start.find(shown)).transpose()?;
        Ok(match (&self.scan_direction, start.flatten()) {
            (Some(Direction::Forward), None) => Cursor::Forward(0),
            (_, None) => Cursor::Backward(shown.len()),
            (Some(Direction::Backward), Some(span)) => Cursor::Backward(span.end),
            (_, Some(span)) => Cursor::Forward(span.start),
        })
    }
}

impl Start {
    /// The positions of the items that are at the start, if there is one. There may be none at it: then it is between two.
    fn find(&self, shown: &[&Item]) -> Result<Option<Range<usize>>, Refusal> {
        match self {
            Self { id: None, absolute_time: None, most_recent: None } => Ok(None),
            Self { id: Some(id), absolute_time: None, most_recent: None } => {
                let position = shown.iter().position(|item| item.id.as_ref() == Some(id));
                let position = position.ok_or_else(|| {
                    Refusal::validation("`StartPosition.Id` is no item of this transcript")
                })?;
                Ok(Some(position..position + 1))
            }
            Self { id: None, absolute_time: Some(time), most_recent: None } => {
                let time = time.to_system_time().ok_or_else(|| {
                    Refusal::validation(
                        "`StartPosition.AbsoluteTime` is not a time such as 2019-11-08T02:41:28.172Z",
                    )
                })?;
                Ok(Some(
                    shown.partition_point(|item| taken(item) < Some(time))
                        ..shown.partition_point(|item| taken(item) <= Some(time)),
                ))
            }
            Self { id: None, absolute_time: None, most_recent: Some(count) } => {
                let position = shown.len().saturating_sub(*count);
                Ok(Some(position..shown.len().min(position + 1)))
            }
            _ => Err(Refusal::validation(
                "`StartPosition` has more than one of `Id`, `AbsoluteTime` and `MostRecent`",
            )),
        }
    }
}

/// When the service took the item.
fn taken(item: &Item) -> Option<SystemTime> {
    item.absolute_time.as_ref().and_then(Timestamp::to_system_time)
}
