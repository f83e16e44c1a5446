//! Sends a typing event with the AWS SDK. The credentials are invented, because the service ignores
//! them: `aws-config`, which loads credentials, is three times as large as the rest.

use aws_sdk_connectparticipant::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_connectparticipant::{Client, Config, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(std::env::var("AWS_REGION").ok().map(Region::new))
        .credentials_provider(Credentials::new("key", "secret", None, None, "by hand"))
        .build();
    let output = Client::from_conf(config)
        .send_event()
        .content_type("application/vnd.amazonaws.connect.event.typing")
        .connection_token(std::env::var("CONNECTION_TOKEN").unwrap_or_default())
        .send()
        .await?;
    println!("{:?}", output.id());
    Ok(())
}
