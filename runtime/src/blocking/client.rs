//! The client that blocks.

use std::fmt;
use std::sync::Arc;

use crate::attachment::attachment_body::AttachmentBody;
use crate::blocking::worker::Worker;
use crate::call::operation_call::OperationCall;
use crate::client::{Client as AsyncClient, complete, reject};
use crate::error::{Error, Result};
use crate::method_output::{Conversion, MethodOutput};
use crate::operation::start_attachment_upload::UploadMetadata;
use crate::protocol::input::OperationInput;
use crate::types::token::ConnectionToken;

/// A client whose calls block. See the [module](crate::blocking).
///
/// It has the settings and the limits of the client with `async` that it is created from, and shares
/// its retry quota. A thread of its own makes the calls, with a runtime that the caller cannot stall.
/// It is cheap to clone: clones share the thread, which ends with the last of them.
///
/// A callback, such as that of [`AttachmentBody::on_progress`], runs on this thread, where a call is an
/// error.
#[derive(Clone)]
pub struct Client {
    client: AsyncClient,
    worker: Arc<Worker>,
}

impl Client {
    /// Creates a client with a thread of its own.
    ///
    /// ```
    /// use connect_participant::{Client, blocking};
    ///
    /// let client = blocking::Client::new(Client::builder().region("eu-central-1").build()?)?;
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the operating system cannot start a
    /// thread.
    pub fn new(client: AsyncClient) -> Result<Self> {
        let cannot = |error: std::io::Error| {
            let message = format!("the thread of the blocking client cannot start: {error}");
            Error::invalid_input(message).with_source(error)
        };
        let worker = Arc::new(Worker::start().map_err(cannot)?);
        Ok(Self { client, worker })
    }

    /// Calls an operation, like [`Client::call`](AsyncClient::call).
    ///
    /// ```no_run
    /// use connect_participant::{ConnectionToken, EventContentType, SendEventInput, blocking};
    ///
    /// # fn example(client: blocking::Client, connection_token: ConnectionToken) -> connect_participant::Result<()> {
    /// client.call(SendEventInput::new(EventContentType::Typing, connection_token))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`Client::call`](AsyncClient::call). Also
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) in a task of Tokio.
    pub fn call<I: OperationInput>(&self, input: I) -> Result<I::Output> {
        call(self, input, MethodOutput::convert)
    }

    /// Uploads an attachment, and returns its id, like
    /// [`Client::upload_attachment`](AsyncClient::upload_attachment).
    ///
    /// ```no_run
    /// use connect_participant::{ConnectionToken, blocking};
    ///
    /// # fn example(client: blocking::Client, connection_token: ConnectionToken) -> Result<(), Box<dyn std::error::Error>> {
    /// let bytes = std::fs::read("notes.pdf")?;
    /// client.upload_attachment("application/pdf", "notes.pdf", bytes, &connection_token)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`Client::upload_attachment`](AsyncClient::upload_attachment). Also
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) in a task of Tokio.
    pub fn upload_attachment(
        &self,
        content_type: impl Into<String>,
        attachment_name: impl Into<String>,
        body: impl Into<AttachmentBody>,
        connection_token: &ConnectionToken,
    ) -> Result<String> {
        let (client, token) = (self.client.clone(), connection_token.clone());
        let (content_type, name, body) = (content_type.into(), attachment_name.into(), body.into());
        self.run(async move { client.upload_attachment(content_type, name, body, &token).await })
    }

    /// Puts the bytes of an attachment to the URL in the output of `StartAttachmentUpload`, like
    /// [`Client::put_attachment`](AsyncClient::put_attachment).
    ///
    /// # Errors
    ///
    /// The errors of [`Client::put_attachment`](AsyncClient::put_attachment). Also
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) in a task of Tokio.
    pub fn put_attachment(
        &self,
        metadata: &UploadMetadata,
        body: impl Into<AttachmentBody>,
    ) -> Result<()> {
        let (client, metadata, body) = (self.client.clone(), metadata.clone(), body.into());
        self.run(async move { client.put_attachment(&metadata, body).await })
    }

    /// Returns the client with `async`, with the same settings.
    #[must_use]
    pub fn as_async(&self) -> &AsyncClient {
        &self.client
    }

    /// Runs a future on the thread of the client, and waits for its result.
    pub(super) fn run<T: Send + 'static>(
        &self,
        future: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        self.worker.run(future)?
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("blocking::Client").field(&self.client).finish()
    }
}

/// Makes a call, and converts its result.
#[expect(clippy::needless_pass_by_value, reason = "an input is used once")]
pub fn call<I: OperationInput, R>(
    client: &Client,
    input: I,
    convert: Conversion<I::Output, R>,
) -> R {
    let config = client.client.config();
    let call = OperationCall::prepare(config, I::OPERATION, input.members());
    let made = call.and_then(|mut call| {
        let client_of_worker = client.client.clone();
        let made = client.worker.run(async move {
            let made = call.make(client_of_worker.config()).await;
            (call, made)
        });
        made.map_err(|error| error.with_operation(I::OPERATION.name, 0))
    });
    match made {
        Ok((call, made)) => complete(&call, made, convert),
        Err(error) => reject(config, error, convert),
    }
}
