//! The settings of a client from the environment: variables, and the files of the AWS SDKs.

use std::ffi::OsString;
use std::num::NonZeroU32;

use crate::client::Client;
use crate::client::builder::ClientBuilder;
use crate::client::shared_config::{Setting, SharedConfig};
use crate::client::user_agent::valid_app_name;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};

impl Client {
    /// Creates a client from the environment variables and the config file of the AWS SDKs. See
    /// [`ClientBuilder::from_env`] for the settings.
    ///
    /// ```no_run
    /// use connect_participant::Client;
    ///
    /// // Set `AWS_REGION`, or `AWS_ENDPOINT_URL_CONNECTPARTICIPANT` for the local service.
    /// let client = Client::from_env()?;
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a setting is not valid, or if there is
    /// neither a region nor an endpoint.
    pub fn from_env() -> Result<Self> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// Creates a builder from the environment variables and the files that the AWS SDKs read. An
    /// empty variable is ignored.
    ///
    /// The first of these that is set counts. The settings in lower case are those of the profile.
    ///
    /// - [`region`](Self::region): `AWS_REGION`, `AWS_DEFAULT_REGION`, `region`
    /// - [`endpoint_url`](Self::endpoint_url): `AWS_ENDPOINT_URL_CONNECTPARTICIPANT`,
    ///   `AWS_ENDPOINT_URL`, `endpoint_url` of `connectparticipant` in the section `services` that
    ///   the profile names, `endpoint_url`
    /// - No `endpoint_url`: `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`,
    ///   `ignore_configured_endpoint_urls` (`true`, `false`)
    /// - [`use_fips`](Self::use_fips): `AWS_USE_FIPS_ENDPOINT`, `use_fips_endpoint` (`true`,
    ///   `false`)
    /// - [`use_dual_stack`](Self::use_dual_stack): `AWS_USE_DUALSTACK_ENDPOINT`,
    ///   `use_dualstack_endpoint` (`true`, `false`)
    /// - [`max_attempts`](Self::max_attempts): `AWS_MAX_ATTEMPTS`, `max_attempts` (1 or more)
    /// - [`app_name`](Self::app_name): `AWS_SDK_UA_APP_ID`, `sdk_ua_app_id`
    /// - The profile: `AWS_PROFILE`, `AWS_DEFAULT_PROFILE`, otherwise `default`
    /// - The config file: `AWS_CONFIG_FILE`, otherwise `~/.aws/config`
    /// - The credentials file: `AWS_SHARED_CREDENTIALS_FILE`, otherwise `~/.aws/credentials`
    ///
    /// A setting of a profile in the credentials file takes precedence over the config file. In the
    /// config file, a name with spaces is in quotes: `[profile 'my chats']`. Credentials are not used.
    ///
    /// A file that does not exist is empty, and so is `/dev/null`. Otherwise, it must be a regular
    /// file or a link to one, and have at most 1 MiB. A path may begin with `~/`, if `HOME` is set.
    ///
    /// In the name of the application, a character that is not allowed becomes `-`, and a longer name
    /// is cut off at 50 characters: the AWS SDKs accept such a name too.
    ///
    /// The region is not looked up in the metadata of an Amazon EC2 instance. All other settings of
    /// the AWS SDKs, such as `retry_mode` and `ca_bundle`, are ignored.
    ///
    /// To use an `aws_config::SdkConfig` instead, copy the function `client_builder` from
    /// `tests/peers/src/bin/environments/sdk_config.rs` in the repository.
    ///
    /// Source: [AWS SDKs and Tools Reference
    /// Guide](https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html).
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a variable or a setting is not valid, if
    /// the profile does not exist, or if a file cannot be read. The error names the variable, or
    /// the file and the line.
    pub fn from_env() -> Result<Self> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    /// Like [`from_env`](Self::from_env), but with variables from a function, so that a test need
    /// not change the environment of its process. Without the variables of the two files and
    /// `HOME`, no file is read.
    ///
    /// ```
    /// use connect_participant::ClientBuilder;
    ///
    /// let region = |name: &str| (name == "AWS_REGION").then(|| "eu-central-1".into());
    /// let client = ClientBuilder::from_variables(region)?.build()?;
    /// assert_eq!(
    ///     client.endpoint_url(),
    ///     "https://participant.connect.eu-central-1.amazonaws.com"
    /// );
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Like [`from_env`](Self::from_env).
    pub fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        from_variables(variable)
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
    let config = SharedConfig::load(&variable)?;
    // Returns the first variable that is set, or the setting of the profile.
    let setting = |variables: &[&str], from_file: Option<Setting>| {
        for name in variables {
            if let Some(value) = text(name)? {
                let origin = format!("the environment variable {name}");
                return Ok(Some(Setting { value, origin }));
            }
        }
        Ok(from_file)
    };
    let switch = |variable: &str, name: &str| {
        let Some(Setting { value, origin }) = setting(&[variable], config.get(name))? else {
            return Ok(false);
        };
        match value.to_ascii_lowercase().as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Error::invalid_input(format!("{origin} is neither `true` nor `false`"))),
        }
    };
    // Adds the place to the error for a value.
    let at = |origin: &str| {
        let origin = format!("{origin}: ");
        move |error: Error| error.map_message(|message| format!("{origin}{message}"))
    };

    let mut builder = Client::builder()
        .use_fips(switch("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")?)
        .use_dual_stack(switch("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")?);
    let region = setting(&["AWS_REGION", "AWS_DEFAULT_REGION"], config.get("region"))?;
    if let Some(Setting { value, origin }) = region {
        Endpoint::from_region(&value, false, false).map_err(at(&origin))?;
        builder = builder.region(value);
    }
    let endpoint_url = setting(
        &["AWS_ENDPOINT_URL_CONNECTPARTICIPANT", "AWS_ENDPOINT_URL"],
        config.endpoint_url(),
    )?;
    let is_ignored =
        switch("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")?;
    if let Some(Setting { value, origin }) = endpoint_url.filter(|_| !is_ignored) {
        Endpoint::from_url(&value).map_err(at(&origin))?;
        builder = builder.endpoint_url(value);
    }
    let max_attempts = setting(&["AWS_MAX_ATTEMPTS"], config.get("max_attempts"))?;
    if let Some(Setting { value, origin }) = max_attempts {
        let max_attempts = value.parse::<NonZeroU32>().map_err(|_| {
            Error::invalid_input(format!("{origin} is not an integer of 1 or more"))
        })?;
        builder = builder.max_attempts(max_attempts.get());
    }
    if let Some(Setting { value, .. }) =
        setting(&["AWS_SDK_UA_APP_ID"], config.get("sdk_ua_app_id"))?
    {
        builder = builder.app_name(valid_app_name(&value));
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
        for (value, host) in
            [("TRUE", "participant.connect-fips"), ("false", "participant.connect")]
        {
            assert_eq!(
                endpoint(&[("AWS_REGION", "us-east-1"), ("AWS_USE_FIPS_ENDPOINT", value)]),
                format!("https://{host}.us-east-1.amazonaws.com")
            );
        }
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

    /// Writes the files, and returns the endpoint, or the error with `FILE` for their folder.
    fn from_files(
        name: &str,
        variables: &[(&str, &str)],
        config: &str,
        credentials: &str,
    ) -> String {
        let folder = std::env::temp_dir().join(format!("{}-{name}", std::process::id()));
        std::fs::create_dir_all(folder.join(".aws")).unwrap();
        std::fs::write(folder.join(".aws/config"), config).unwrap();
        std::fs::write(folder.join(".aws/credentials"), credentials).unwrap();
        let home = folder.to_str().unwrap();
        let variables = [variables, &[("HOME", home)]].concat();
        let result = match client(&variables) {
            Ok(client) => client.endpoint_url().to_owned(),
            Err(error) => error.to_string().replace(home, "HOME"),
        };
        std::fs::remove_dir_all(folder).unwrap();
        result
    }

    const CONFIG: &str = "\
# A comment
[default]
region = eu-west-1 # another comment
[profile work]
region=us-gov-west-1
use_fips_endpoint = TRUE
[profile local]
Region = eu-west-2
services = mine
endpoint_url = https://all.example
[services mine]
s3 =
  endpoint_url = https://s3.example
connectparticipant =
  endpoint_url = https://this.example
[plain]
region = eu-west-3
";

    #[test]
    fn profile_decides_if_no_variable_does() {
        let in_region = |region| format!("https://participant.connect.{region}.amazonaws.com");
        let of = |variables: &[(&str, &str)]| from_files("profile", variables, CONFIG, "");
        assert_eq!(of(&[]), in_region("eu-west-1"));
        assert_eq!(of(&[("AWS_PROFILE", "work")]), in_region("us-gov-west-1"));
        let mut variables = vec![("AWS_PROFILE", "work"), ("AWS_REGION", "us-east-1")];
        assert_eq!(of(&variables), "https://participant.connect-fips.us-east-1.amazonaws.com");
        variables.push(("AWS_USE_FIPS_ENDPOINT", "False"));
        assert_eq!(of(&variables), in_region("us-east-1"));
        assert_eq!(of(&[("AWS_DEFAULT_REGION", "eu-west-3")]), in_region("eu-west-3"));
        assert_eq!(of(&[("AWS_PROFILE", "local")]), "https://this.example");
        let ignored = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        assert_eq!(of(&[("AWS_PROFILE", "local"), ignored]), in_region("eu-west-2"));
        let all = ("AWS_ENDPOINT_URL", "https://variable.example");
        assert_eq!(of(&[("AWS_PROFILE", "local"), all]), "https://variable.example");
        assert_eq!(
            of(&[("AWS_PROFILE", "plain")]),
            "InvalidInput: the environment variable AWS_PROFILE names the profile \"plain\", \
             which is in neither the config file nor the credentials file"
        );
    }

    #[test]
    fn the_credentials_file_is_merged_into_the_profiles() {
        let in_region = |region| format!("https://participant.connect.{region}.amazonaws.com");
        let of = |profile: &str, config: &str, credentials: &str| {
            from_files("credentials", &[("AWS_PROFILE", profile)], config, credentials)
        };
        let region = "[default]\nregion = eu-north-1\n";
        let keys = "[default]\naws_access_key_id = a\n[work]\naws_access_key_id = a\n";
        assert_eq!(of("", CONFIG, region), in_region("eu-north-1"));
        assert_eq!(of("", CONFIG, keys), in_region("eu-west-1"));
        assert_eq!(of("default", CONFIG, keys), in_region("eu-west-1"));
        let both = "[profile default]\nregion = eu-west-2\n[default]\nregion = eu-west-3\n";
        assert_eq!(of("", both, keys), in_region("eu-west-2"));
        assert_eq!(
            of("work", "[profile work]\nregion = eu-west-2\n", keys),
            in_region("eu-west-2")
        );
        assert_eq!(of("a b", "", "[a b]\nregion = eu-west-2\n"), in_region("eu-west-2"));
    }

    #[test]
    fn a_name_with_spaces_is_in_quotes() {
        let in_west = "https://participant.connect.eu-west-1.amazonaws.com";
        let of = |profile: &str, section: &str| {
            let config = format!("{section}\nregion = eu-west-1\n");
            from_files("quotes", &[("AWS_PROFILE", profile)], &config, "")
        };
        for section in ["[profile 'a b']", "[profile \"a b\"]", "[profile\t'a b' ] # here"] {
            assert_eq!(of("a b", section), in_west, "{section}");
        }
        assert_eq!(of("a", "[profile \"a\"]"), in_west);
        for section in ["[profile a b]", "[profile \"a b']", "[profile 'a b]", "[a b]"] {
            assert!(of("a b", section).ends_with("nor the credentials file"), "{section}");
        }
    }

    #[test]
    fn special_files_are_not_read() {
        let of = |name, path: &str| {
            let variables = [(name, path), ("AWS_REGION", "eu-west-1")];
            client(&variables).map(|client| client.endpoint_url().to_owned())
        };
        let in_west = "https://participant.connect.eu-west-1.amazonaws.com";
        assert_eq!(of("AWS_CONFIG_FILE", "/no/such/file").unwrap(), in_west);
        assert_eq!(
            of("AWS_CONFIG_FILE", "~/config").unwrap_err().to_string(),
            "InvalidInput: the environment variable AWS_CONFIG_FILE begins with `~`, but HOME is not set"
        );
        if cfg!(unix) {
            assert_eq!(of("AWS_CONFIG_FILE", "/dev/null").unwrap(), in_west);
            let error = of("AWS_SHARED_CREDENTIALS_FILE", "/dev/zero").unwrap_err().to_string();
            assert!(
                error.ends_with("\"/dev/zero\" cannot be read: it is not a regular file"),
                "{error}"
            );
            let error = of("AWS_CONFIG_FILE", "/dev").unwrap_err().to_string();
            assert!(error.contains("\"/dev\" cannot be read: "), "{error}");
        }
    }

    #[test]
    fn errors_name_the_variable_or_the_line() {
        let error = |variables: &[_]| client(variables).unwrap_err().to_string();
        assert_eq!(
            error(&[("AWS_DEFAULT_REGION", "eu-central-1a")]),
            "InvalidInput: the environment variable AWS_DEFAULT_REGION: the region \"eu-central-1a\" \
             is an availability zone: its region is `eu-central-1`"
        );
        assert_eq!(
            error(&[("AWS_ENDPOINT_URL", "http://chat.example")]).split(" is plain").next(),
            Some("InvalidInput: the environment variable AWS_ENDPOINT_URL: the endpoint URL")
        );
        for (config, problem) in [
            (
                "[default]\nregion = frankfurt",
                "`region` in FILE, line 2: the region \"frankfurt\" is not the code of a region: `eu-central-1`, for example, is one",
            ),
            (
                "[default]\n\nuse_fips_endpoint = yes",
                "`use_fips_endpoint` in FILE, line 3 is neither `true` nor `false`",
            ),
            (
                "[default]\nmax_attempts = 0",
                "`max_attempts` in FILE, line 2 is not an integer of 1 or more",
            ),
            ("region = eu-west-1", "FILE, line 1: the line is in no section"),
            ("[default", "FILE, line 1: the section has no `]`"),
            (
                "[default] use_fips_endpoint = true",
                "FILE, line 1: there is text after the `]` of the section",
            ),
            ("[default]\nregion", "FILE, line 2: the line is not `name = value`"),
            ("[default]\n= a", "FILE, line 2: the line is not `name = value`"),
            ("[default]\n region = a", "FILE, line 2: the line is indented, but continues nothing"),
            (
                "[default]\nservices = mine",
                "`services` in FILE, line 2: there is no section `[services mine]`",
            ),
        ] {
            let problem = problem.replace("FILE", "the file \"HOME/.aws/config\"");
            assert_eq!(from_files("errors", &[], config, ""), format!("InvalidInput: {problem}"));
        }
        let large = " ".repeat(1024 * 1024 + 1);
        assert!(from_files("large", &[], &large, "").ends_with("cannot be read: it exceeds 1 MiB"));
        // A file of exactly 1 MiB is read to its end.
        let end = "\n[default]\nregion = eu-west-1\n";
        let most = format!("#{}{end}", "a".repeat(1024 * 1024 - 1 - end.len()));
        assert!(from_files("most", &[], &most, "").contains("eu-west-1"));
    }
}
