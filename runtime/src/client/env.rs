//! The settings of a client from environment variables.

use std::ffi::OsString;
use std::num::NonZeroU32;

use crate::client::Client;
use crate::client::builder::ClientBuilder;
use crate::error::{Error, Result};

impl Client {
    /// Creates a client from environment variables. See [`ClientBuilder::from_env`] for their
    /// names.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a variable is not valid, or if there is
    /// neither a region nor an endpoint.
    pub fn from_env() -> Result<Self> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// Creates a builder from the environment variables that the AWS SDKs read. An empty variable
    /// is ignored.
    ///
    /// | variable | setting |
    /// |---|---|
    /// | `AWS_REGION` | [`region`](Self::region) |
    /// | `AWS_ENDPOINT_URL_CONNECTPARTICIPANT`, otherwise `AWS_ENDPOINT_URL` | [`endpoint_url`](Self::endpoint_url) |
    /// | `AWS_USE_FIPS_ENDPOINT` (`true`, `false`) | [`use_fips`](Self::use_fips) |
    /// | `AWS_USE_DUALSTACK_ENDPOINT` (`true`, `false`) | [`use_dual_stack`](Self::use_dual_stack) |
    /// | `AWS_MAX_ATTEMPTS` (1 or more) | [`max_attempts`](Self::max_attempts) |
    ///
    /// Source: [AWS SDKs and Tools Reference
    /// Guide](https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html).
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a variable is not valid UTF-8, or not
    /// valid for its setting. [`build`](Self::build) checks the region and the endpoint.
    pub fn from_env() -> Result<Self> {
        from_variables(|name| std::env::var_os(name))
    }
}

fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Result<ClientBuilder> {
    let text = |name: &str| match variable(name).map(OsString::into_string) {
        Some(Ok(value)) => Ok(Some(value).filter(|value| !value.is_empty())),
        Some(Err(_)) => {
            Err(Error::invalid_input(format!("the environment variable {name} is not valid UTF-8")))
        }
        None => Ok(None),
    };
    let switch = |name: &str| match text(name)?.map(|value| value.to_ascii_lowercase()).as_deref() {
        Some("true") => Ok(true),
        Some("false") | None => Ok(false),
        Some(_) => Err(Error::invalid_input(format!(
            "the environment variable {name} is neither `true` nor `false`"
        ))),
    };

    let mut builder = Client::builder()
        .use_fips(switch("AWS_USE_FIPS_ENDPOINT")?)
        .use_dual_stack(switch("AWS_USE_DUALSTACK_ENDPOINT")?);
    if let Some(region) = text("AWS_REGION")? {
        builder = builder.region(region);
    }
    let endpoint_url = match text("AWS_ENDPOINT_URL_CONNECTPARTICIPANT")? {
        Some(endpoint_url) => Some(endpoint_url),
        None => text("AWS_ENDPOINT_URL")?,
    };
    if let Some(endpoint_url) = endpoint_url {
        builder = builder.endpoint_url(endpoint_url);
    }
    if let Some(max_attempts) = text("AWS_MAX_ATTEMPTS")? {
        let max_attempts = max_attempts.parse::<NonZeroU32>().map_err(|_| {
            Error::invalid_input(
                "the environment variable AWS_MAX_ATTEMPTS is not an integer of 1 or more",
            )
        })?;
        builder = builder.max_attempts(max_attempts.get());
    }
    Ok(builder)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::from_variables;
    use crate::client::Client;
    use crate::error::Result;

    fn client(variables: &[(&str, &str)]) -> Result<Client> {
        let find = |wanted: &str| {
            variables
                .iter()
                .find(|(name, _)| *name == wanted)
                .map(|(_, value)| OsString::from(value))
        };
        from_variables(find)?.build()
    }

    fn endpoint(variables: &[(&str, &str)]) -> String {
        client(variables).unwrap().endpoint_url().to_owned()
    }

    #[test]
    fn host_is_derived_from_region() {
        let variables = [
            ("AWS_REGION", "us-east-1"),
            ("AWS_USE_FIPS_ENDPOINT", "True"),
            ("AWS_USE_DUALSTACK_ENDPOINT", "true"),
        ];
        assert_eq!(endpoint(&variables), "https://participant.connect-fips.us-east-1.api.aws");
    }

    #[test]
    fn service_endpoint_takes_precedence() {
        let variables = [
            ("AWS_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL", "https://all.example"),
            ("AWS_ENDPOINT_URL_CONNECTPARTICIPANT", "https://this.example"),
        ];
        assert_eq!(endpoint(&variables), "https://this.example");
        assert_eq!(endpoint(&variables[..2]), "https://all.example");
    }

    #[test]
    fn empty_variable_is_ignored() {
        assert_eq!(
            client(&[("AWS_REGION", "")]).unwrap_err().to_string(),
            "InvalidInput: no region: call `ClientBuilder::region` or `endpoint_url`, or set `AWS_REGION` for `Client::from_env`"
        );
    }

    #[test]
    fn boolean_is_true_or_false() {
        let error =
            client(&[("AWS_REGION", "us-east-1"), ("AWS_USE_FIPS_ENDPOINT", "yes")]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "InvalidInput: the environment variable AWS_USE_FIPS_ENDPOINT is neither `true` nor `false`"
        );
    }

    #[test]
    fn max_attempts_is_an_integer_of_one_or_more() {
        let max_attempts = |text| {
            let variables = [("AWS_REGION", "us-east-1"), ("AWS_MAX_ATTEMPTS", text)];
            client(&variables).map(|client| format!("{client:?}"))
        };
        assert!(max_attempts("5").unwrap().contains("max_attempts: 5,"));
        assert!(max_attempts("").unwrap().contains("max_attempts: 3,"));
        for text in ["0", "-1", "many", " 3", "4294967296"] {
            assert_eq!(
                max_attempts(text).unwrap_err().to_string(),
                "InvalidInput: the environment variable AWS_MAX_ATTEMPTS is not an integer of 1 or more"
            );
        }
    }
}
