//! The name of the application in the header `User-Agent`.

use std::ffi::OsString;
use std::fs;

use connect_participant::{Client, ClientBuilder, ErrorKind};
use connect_participant_tests::{CapturingTransport, typing};

const THIS_CRATE: &str = concat!("connect-participant/", env!("CARGO_PKG_VERSION"));

/// Returns the header of a call.
async fn user_agent(builder: ClientBuilder) -> String {
    let transport = CapturingTransport::default();
    let client = builder.region("eu-central-1").transport(transport.clone()).build().unwrap();
    client.call(typing()).await.unwrap();
    let request = transport.take().pop().unwrap();
    request.headers()["user-agent"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_app_name_is_in_the_user_agent() {
    assert_eq!(user_agent(Client::builder()).await, THIS_CRATE);
    for name in ["desk", "A", "!#$%&'*+-.^_`|~", &"x".repeat(50)] {
        let builder = Client::builder().app_name(name);
        assert_eq!(user_agent(builder).await, format!("{THIS_CRATE} app/{name}"));
    }
}

#[test]
fn an_invalid_app_name_is_rejected() {
    for name in ["", "ABC DEF", "a/b", "a\r\nx-b: c", "é", "a@b", &"x".repeat(51)] {
        let builder = Client::builder().region("eu-central-1").app_name(name);
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(
            error.to_string(),
            format!(
                "InvalidInput: the app name {name:?} is not 1 to 50 letters, digits and `!#$%&'*+-.^_`|~`"
            )
        );
    }
}

/// Returns the header with these variables.
async fn from_variables(variables: &[(&str, &str)]) -> String {
    let find = |wanted: &str| {
        let found = variables.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| OsString::from(value))
    };
    user_agent(ClientBuilder::from_variables(find).unwrap()).await
}

#[tokio::test]
async fn the_environment_has_an_app_name() {
    let variable = "AWS_SDK_UA_APP_ID";
    assert_eq!(from_variables(&[(variable, "desk")]).await, format!("{THIS_CRATE} app/desk"));
    assert_eq!(from_variables(&[(variable, "")]).await, THIS_CRATE);
    // The documentation of AWS has this value as an example.
    assert_eq!(from_variables(&[(variable, "ABC DEF")]).await, format!("{THIS_CRATE} app/ABC-DEF"));
    let long = from_variables(&[(variable, &"é".repeat(60))]).await;
    assert_eq!(long, format!("{THIS_CRATE} app/{}", "-".repeat(50)));
}

#[tokio::test]
async fn the_config_file_has_an_app_name() {
    let file = std::env::temp_dir().join(format!("{}-app-name", std::process::id()));
    fs::write(&file, "[default]\nsdk_ua_app_id = desk\n").unwrap();
    let file = file.to_str().unwrap();
    let from_file = from_variables(&[("AWS_CONFIG_FILE", file)]).await;
    let both = [("AWS_CONFIG_FILE", file), ("AWS_SDK_UA_APP_ID", "bot")];
    let from_both = from_variables(&both).await;
    fs::remove_file(file).unwrap();
    assert_eq!(from_file, format!("{THIS_CRATE} app/desk"));
    assert_eq!(from_both, format!("{THIS_CRATE} app/bot"));
}
