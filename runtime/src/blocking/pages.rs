//! An iterator over the pages of a transcript.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::blocking::client::Client;
use crate::error::Result;
use crate::operation::get_transcript::pages::TranscriptPages as AsyncPages;
use crate::operation::get_transcript::{GetTranscriptInput, GetTranscriptOutput};

impl Client {
    /// Returns an iterator over the pages of a transcript, like
    /// [`Client::transcript_pages`](crate::Client::transcript_pages).
    ///
    /// ```no_run
    /// use connect_participant::{ConnectionToken, GetTranscriptInput, Result, blocking};
    ///
    /// # fn example(client: blocking::Client, connection_token: ConnectionToken) -> Result<()> {
    /// for page in client.transcript_pages(GetTranscriptInput::new(connection_token)) {
    ///     for item in page?.transcript.unwrap_or_default() {
    ///         println!("{:?}: {:?}", item.display_name, item.content);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "no request is sent until the first page is requested"]
    pub fn transcript_pages(&self, input: GetTranscriptInput) -> TranscriptPages {
        let pages = self.as_async().transcript_pages(input);
        TranscriptPages { client: self.clone(), pages: Some(Arc::new(Mutex::new(pages))) }
    }
}

/// An iterator over the pages of a transcript. It sends a request for each page. It ends after the
/// last page, or after an error. See [`Client::transcript_pages`].
#[derive(Debug)]
#[must_use = "no request is sent until the first page is requested"]
pub struct TranscriptPages {
    client: Client,
    /// Shared with the thread of the client while it requests a page. `None` after an error.
    pages: Option<Arc<Mutex<AsyncPages>>>,
}

impl Iterator for TranscriptPages {
    type Item = Result<GetTranscriptOutput>;

    fn next(&mut self) -> Option<Self::Item> {
        let pages = Arc::clone(self.pages.as_ref()?);
        let page = self.client.run(async move { pages.lock().await.next().await.transpose() });
        if page.is_err() {
            self.pages = None;
        }
        page.transpose()
    }
}
