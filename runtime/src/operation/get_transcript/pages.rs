//! The pages of a transcript, one after the other.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use connect_participant_model::GET_TRANSCRIPT;
use futures_core::Stream;
use futures_core::stream::FusedStream;

use super::{GetTranscriptInput, GetTranscriptOutput};
use crate::{Client, Error, ErrorKind, Result};

impl Client {
    /// Gets the pages of a transcript, one after the other: calls `GetTranscript` for each, with the `NextToken` of the one
    /// before it, until there is none.
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, GetTranscriptInput, Result, ScanDirection, SortKey};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
    /// let input = GetTranscriptInput::new(connection_token)
    ///     .max_results(100)
    ///     .scan_direction(ScanDirection::Forward)
    ///     .sort_order(SortKey::Ascending);
    /// let mut pages = client.transcript_pages(input);
    /// while let Some(page) = pages.next().await {
    ///     for item in page?.transcript.unwrap_or_default() {
    ///         println!("{:?}: {:?}", item.display_name, item.content);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "nothing is asked for before the first page is"]
    pub fn transcript_pages(&self, input: GetTranscriptInput) -> TranscriptPages {
        TranscriptPages { client: self.clone(), next: Next::Page(input) }
    }
}

/// The pages of a transcript: a [`Stream`], which is asked for a page at a time and calls the service then. See
/// [`Client::transcript_pages`].
///
/// It ends with the page that has no `next_token`, or with an error. To go on after an error, begin anew with the
/// `next_token` of the last page.
///
/// # Errors
///
/// What [`Client::get_transcript`] fails with. [`UnreadableResponse`](ErrorKind::UnreadableResponse) where a page has the
/// `next_token` that it was asked for with, which would go on for ever.
#[must_use = "nothing is asked for before the first page is"]
pub struct TranscriptPages {
    client: Client,
    next: Next,
}

type Page = Pin<Box<dyn Future<Output = Result<GetTranscriptOutput>> + Send>>;

enum Next {
    /// The page that this asks for.
    Page(GetTranscriptInput),
    /// The page that this has asked for.
    Coming(Page, GetTranscriptInput),
    /// The page that was there already.
    Repeated,
    Nothing,
}

impl TranscriptPages {
    /// The next page, if there is one.
    pub async fn next(&mut self) -> Option<Result<GetTranscriptOutput>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for TranscriptPages {
    type Item = Result<GetTranscriptOutput>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<GetTranscriptOutput>>> {
        loop {
            match std::mem::replace(&mut self.next, Next::Nothing) {
                Next::Page(input) => {
                    let (client, asked) = (self.client.clone(), input.clone());
                    let page = Box::pin(async move { client.call(asked).await });
                    self.next = Next::Coming(page, input);
                }
                Next::Coming(mut page, input) => {
                    let Poll::Ready(page) = page.as_mut().poll(context) else {
                        self.next = Next::Coming(page, input);
                        return Poll::Pending;
                    };
                    if let Ok(page) = &page {
                        self.next = match &page.next_token {
                            token if token.as_deref().unwrap_or_default().is_empty() => {
                                Next::Nothing
                            }
                            token if *token == input.next_token => Next::Repeated,
                            token => Next::Page(input.set_next_token(token.clone())),
                        };
                    }
                    return Poll::Ready(Some(page));
                }
                Next::Repeated => {
                    let error = Error::new(ErrorKind::UnreadableResponse)
                        .with_message("the page has the `NextToken` that it was asked for with");
                    return Poll::Ready(Some(Err(error.during(GET_TRANSCRIPT.name, 1))));
                }
                Next::Nothing => return Poll::Ready(None),
            }
        }
    }
}

impl FusedStream for TranscriptPages {
    fn is_terminated(&self) -> bool {
        matches!(self.next, Next::Nothing)
    }
}

impl fmt::Debug for TranscriptPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TranscriptPages").field("client", &self.client).finish_non_exhaustive()
    }
}
