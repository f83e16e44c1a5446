//! A client in a browser. `fetch` is its transport, and the timers of the page are its clock.
//!
//! ```js
//! import init, { chat } from "./connect_participant_browser_example.js";
//!
//! await init();
//! const said = await chat(url, connectionToken);
//! ```

mod clock;
mod fetch;
mod promise;

use connect_participant::{
    Client, ConnectionToken, GetTranscriptInput, Participant, Result,
    participant_operation,
};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::clock::PageClock;
use crate::fetch::Fetch;

/// The calls of the page.
trait Chat: Participant {
    /// Shows "is typing".
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;

    /// Sends a message.
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<()>;
}

impl Chat for Client {}

/// Says hello, and returns the messages of the chat, one on each line.
///
/// # Errors
///
/// The error of the call that failed.
#[wasm_bindgen]
pub async fn chat(url: String, token: String) -> Result<String, JsError> {
    // For the real service, use `.region("eu-central-1")` instead of `.endpoint_url(url)`.
    let client =
        Client::builder().endpoint_url(url).transport(Fetch).clock(PageClock).build()?;
    let token = ConnectionToken::new(token)?;
    client.typing(&token).await?;
    client.say("Hello from a browser!", &token).await?;

    let page = client.call(GetTranscriptInput::new(token)).await?;
    let items = page.transcript.into_iter().flatten();
    Ok(items.filter_map(|item| item.content).collect::<Vec<_>>().join("\n"))
}
