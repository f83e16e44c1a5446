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
        TranscriptPages {
            client: self.clone(),
            next: Next::Page(input),
            cycle: CycleDetector::default(),
        }
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
/// [`UnreadableResponse`](crate::ErrorKind::UnreadableResponse) if the tokens of the pages repeat,
/// because the stream would never end. A cycle of several tokens is found after at most three
/// rounds.
#[must_use = "no request is sent until the first page is polled"]
pub struct TranscriptPages {
    client: Client,
    next: Next,
    cycle: CycleDetector,
}

type Page = Pin<Box<dyn Future<Output = Result<GetTranscriptOutput>> + Send>>;

enum Next {
    /// The next page has not been requested.
    Page(GetTranscriptInput),
    /// The next page has been requested.
    Requested(Page, GetTranscriptInput),
    /// The last page has a `next_token` that was used before, which this sentence describes.
    Repeated(&'static str),
    End,
}

/// Finds a cycle of tokens in constant memory: [Brent's
/// algorithm](https://maths-people.anu.edu.au/~brent/pub/pub051.html).
#[derive(Default)]
struct CycleDetector {
    /// The token with which the next ones are compared.
    compared: Option<String>,
    /// The number of comparisons with it, and the number after which another one is stored.
    comparisons: u64,
    limit: u64,
}

impl CycleDetector {
    /// Returns `true` if this token has come before.
    fn repeats(&mut self, token: &str) -> bool {
        if self.compared.as_deref() == Some(token) {
            return true;
        }
        if self.comparisons == self.limit {
            self.compared = Some(token.to_owned());
            self.comparisons = 0;
            self.limit = self.limit.saturating_mul(2).max(1);
        }
        self.comparisons += 1;
        false
    }
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
                        self.next = match page.next_token.as_deref().unwrap_or_default() {
                            "" => Next::End,
                            token if Some(token) == input.next_token_text() => Next::Repeated(
                                "the `NextToken` of the page equals that of its request",
                            ),
                            token if self.cycle.repeats(token) => Next::Repeated(
                                "the `NextToken` of the page equals that of an earlier page",
                            ),
                            token => Next::Page(input.next_token(token)),
                        };
                    }
                    return Poll::Ready(Some(page));
                }
                Next::Repeated(problem) => {
                    let error = Error::unreadable_response(problem);
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
