//! `Client::call` takes an input by value. A reference is one error.

use connect_participant::{Client, Result, SendEventInput};

async fn send(client: &Client, input: SendEventInput) -> Result<()> {
    client.call(&input).await?;
    Ok(())
}

fn main() {}
