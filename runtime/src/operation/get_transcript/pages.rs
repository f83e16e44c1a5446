//! A stream of the pages of a transcript.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use connect_participant_model::GET_TRANSCRIPT;
use futures_core::Stream;
use futures_core::stream::FusedStream;

use crate::client::{Client, call};
use crate::error::{Error, Result};
use crate::method_output::MethodOutput;
use crate::operation::get_transcript::{GetTranscriptInput, GetTranscriptOutput};

impl Client {
    /// Returns a stream of the pages of a transcript. It calls `GetTranscript` for each page, with
    /// the `NextToken` of the previous page.
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, GetTranscriptInput, Result};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
    /// // The latest items come first.
    /// let input = GetTranscriptInput::new(connection_token).max_results(100);
    /// let mut pages = client.transcript_pages(input);
    /// while let Some(page) = pages.next().await {
    ///     for item in page?.transcript.unwrap_or_default() {
    ///         println!("{:?}: {:?}", item.display_name, item.content);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "no request is sent until the first page is polled"]
    pub fn transcript_pages(&self, input: GetTranscriptInput) -> TranscriptPages {
        TranscriptPages { client: self.clone(), next: Next::Page(input) }
    }
}

/// A [`Stream`] of the pages of a transcript. It sends a request for each page when it is polled.
/// See [`Client::transcript_pages`].
///
/// It ends after the page without a `next_token`, or after an error. To continue after an error,
/// create a new stream with the `next_token` of the last page.
///
/// # Errors
///
/// The errors of [`Client::call`]. Also
/// [`UnreadableResponse`](crate::ErrorKind::UnreadableResponse) if the `next_token` of a page
/// equals that of its request, because the stream would never end.
#[must_use = "no request is sent until the first page is polled"]
pub struct TranscriptPages {
    client: Client,
    next: Next,
}

type Page = Pin<Box<dyn Future<Output = Result<GetTranscriptOutput>> + Send>>;

enum Next {
    /// The next page has not been requested.
    Page(GetTranscriptInput),
    /// The next page has been requested.
    Requested(Page, GetTranscriptInput),
    /// The last page has the `next_token` of its request.
    Repeated,
    End,
}

impl TranscriptPages {
    /// Returns the next page, or `None` at the end.
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
            match std::mem::replace(&mut self.next, Next::End) {
                Next::Page(input) => {
                    let (client, request) = (self.client.clone(), input.clone());
                    let page =
                        Box::pin(
                            async move { call(&client, request, MethodOutput::convert).await },
                        );
                    self.next = Next::Requested(page, input);
                }
                Next::Requested(mut page, input) => {
                    let Poll::Ready(page) = page.as_mut().poll(context) else {
                        self.next = Next::Requested(page, input);
                        return Poll::Pending;
                    };
                    if let Ok(page) = &page {
                        self.next = match &page.next_token {
                            token if token.as_deref().unwrap_or_default().is_empty() => Next::End,
                            token if token.as_deref() == input.next_token_text() => Next::Repeated,
                            token => Next::Page(input.set_next_token(token.clone())),
                        };
                    }
                    return Poll::Ready(Some(page));
                }
                Next::Repeated => {
                    let error = Error::unreadable_response(
                        "the `NextToken` of the page equals that of its request",
                    );
                    return Poll::Ready(Some(Err(error.with_operation(GET_TRANSCRIPT.name, 1))));
                }
                Next::End => return Poll::Ready(None),
            }
        }
    }
}

impl FusedStream for TranscriptPages {
    fn is_terminated(&self) -> bool {
        matches!(self.next, Next::End)
    }
}

impl fmt::Debug for TranscriptPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TranscriptPages").field("client", &self.client).finish_non_exhaustive()
    }
}
