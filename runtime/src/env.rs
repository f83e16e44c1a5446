//! What the environment says about the client.

use std::ffi::OsString;
use std::num::NonZeroU32;

use crate::{ClientBuilder, Error, Result};

impl ClientBuilder {
    /// A builder with what the environment says, in the variables that the AWS SDKs read. An empty variable counts as
    /// none.
    ///
    /// | variable | what it sets |
    /// |---|---|
    /// | `AWS_REGION` | [`region`](Self::region) |
    /// | `AWS_ENDPOINT_URL_CONNECTPARTICIPANT`, or else `AWS_ENDPOINT_URL` | [`endpoint_url`](Self::endpoint_url) |
    /// | `AWS_USE_FIPS_ENDPOINT` (`true`, `false`) | [`use_fips`](Self::use_fips) |
    /// | `AWS_USE_DUALSTACK_ENDPOINT` (`true`, `false`) | [`use_dual_stack`](Self::use_dual_stack) |
    /// | `AWS_MAX_ATTEMPTS` (1 or more) | [`max_attempts`](Self::max_attempts) |
    ///
    /// Source: [AWS SDKs and Tools Reference Guide](https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html).
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) where a variable is not text, is neither `true` nor `false` where
    /// it should be one of them, or is no number of attempts. Regions and endpoints are checked by [`build`](Self::build).
    pub fn from_env() -> Result<Self> {
        from_variables(|name| std::env::var_os(name))
    }
}

fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Result<ClientBuilder> {
    let text = |name: &str| match variable(name).map(OsString::into_string) {
        Some(Ok(value)) => Ok(Some(value).filter(|value| !value.is_empty())),
        Some(Err(_)) => {
            Err(Error::invalid_input(format!("the environment variable {name} is not text")))
        }
        None => Ok(None),
    };
    let switch = |name: &str| match text(name)?.map(|value| value.to_ascii_lowercase()).as_deref() {
        Some("true") => Ok(true),
        Some("false") | None => Ok(false),
        Some(_) => Err(Error::invalid_input(format!(
            "the environment variable {name} is neither true nor false"
        ))),
    };

    let mut builder = ClientBuilder::new()
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
                "the environment variable AWS_MAX_ATTEMPTS is not a number of attempts, which is 1 or more",
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
    use crate::{Client, Result};

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
    fn the_region_decides_about_the_host() {
        let variables = [
            ("AWS_REGION", "us-east-1"),
            ("AWS_USE_FIPS_ENDPOINT", "True"),
            ("AWS_USE_DUALSTACK_ENDPOINT", "true"),
        ];
        assert_eq!(endpoint(&variables), "https://participant.connect-fips.us-east-1.api.aws");
    }

    #[test]
    fn the_endpoint_of_this_service_comes_before_that_of_all() {
        let variables = [
            ("AWS_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL", "https://all.example"),
            ("AWS_ENDPOINT_URL_CONNECTPARTICIPANT", "https://this.example"),
        ];
        assert_eq!(endpoint(&variables), "https://this.example");
        assert_eq!(endpoint(&variables[..2]), "https://all.example");
    }

    #[test]
    fn empty_is_none() {
        assert_eq!(
            client(&[("AWS_REGION", "")]).unwrap_err().to_string(),
            "InvalidInput: there is no region: set one, or an endpoint URL"
        );
    }

    #[test]
    fn a_switch_is_true_or_false() {
        let error =
            client(&[("AWS_REGION", "us-east-1"), ("AWS_USE_FIPS_ENDPOINT", "yes")]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "InvalidInput: the environment variable AWS_USE_FIPS_ENDPOINT is neither true nor false"
        );
    }

    #[test]
    fn attempts_are_one_or_more() {
        let max_attempts = |text| {
            let variables = [("AWS_REGION", "us-east-1"), ("AWS_MAX_ATTEMPTS", text)];
            client(&variables).map(|client| format!("{client:?}"))
        };
        assert!(max_attempts("5").unwrap().contains("max_attempts: 5,"));
        assert!(max_attempts("").unwrap().contains("max_attempts: 3,"));
        for text in ["0", "-1", "many", " 3", "4294967296"] {
            assert_eq!(
                max_attempts(text).unwrap_err().to_string(),
                "InvalidInput: the environment variable AWS_MAX_ATTEMPTS is not a number of attempts, which is 1 or more"
            );
        }
    }
}
