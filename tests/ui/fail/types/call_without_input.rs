//! `Client::call` takes the input of an operation, and nothing else.

use connect_participant::{Client, Result};

async fn send(client: &Client) -> Result<()> {
    client.call("Hello!").await?;
    Ok(())
}

fn main() {}
