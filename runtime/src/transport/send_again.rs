//! The request of a layer to send a request once more.

/// The extension of a response with which a [layer](crate::ClientBuilder::layer) has the client send
/// the same request once more.
///
/// It is meant for a layer that can repair the cause of an error, such as one that renews tokens.
/// The layer gets the request again, after its turn by the
/// [rate limits](crate::ClientBuilder::rate_limits), and with the same client token. This is not a
/// further attempt: it costs no delay and no retry quota.
///
/// Each attempt is sent again at most once. If the second response has the extension too, its error
/// is that of the attempt. Successes and uploads ignore the extension.
///
/// ```
/// use connect_participant::{Client, SendAgain};
///
/// # async fn repair() {}
/// let client = Client::builder()
///     .region("eu-central-1")
///     .layer(|request, next| async move {
///         let mut response = next.run(request).await?;
///         if response.status() == 403 {
///             repair().await;
///             response.extensions_mut().insert(SendAgain);
///         }
///         Ok(response)
///     })
///     .build()?;
/// # Ok::<(), connect_participant::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendAgain;
