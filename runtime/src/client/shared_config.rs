//! The config file and the credentials file that the AWS SDKs share, as far as they decide about
//! the region and the endpoint.
//!
//! Source: [AWS SDKs and Tools Reference
//! Guide](https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html).

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, quoted};

/// The maximum size of a file, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;

/// The name of the service in a section `services`, and its setting there.
const SERVICE: &str = "connectparticipant";
const ENDPOINT_URL: &str = "endpoint_url";

/// A setting, and the place that it is from.
pub(super) struct Setting {
    pub(super) value: String,
    /// The variable, or the file and the line.
    pub(super) origin: String,
}

/// The settings of one profile.
#[derive(Default)]
pub(super) struct SharedConfig {
    profile: Section,
    services: Section,
}

type Section = BTreeMap<String, Property>;

/// The sections of files, by their kind and name.
type Sections = BTreeMap<(SectionKind, String), Section>;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SectionKind {
    Profile,
    /// `[default]` of the config file, which counts only if it has no `[profile default]`.
    Default,
    Services,
    /// A section that the SDKs ignore.
    Other,
}

#[derive(Clone)]
struct Property {
    value: String,
    origin: String,
    nested: Section,
}

/// The two files. A profile has the prefix `profile` in the config file only.
#[derive(Clone, Copy, PartialEq)]
enum FileKind {
    Config,
    Credentials,
}

impl SharedConfig {
    /// Reads the files of the environment. A file that does not exist is empty.
    pub(super) fn load(variable: &impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        let mut sections = Sections::new();
        // The credentials file takes precedence.
        for (name, default, kind) in [
            ("AWS_CONFIG_FILE", ".aws/config", FileKind::Config),
            ("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials", FileKind::Credentials),
        ] {
            let Some(path) = path(variable, name, default)? else { continue };
            if let Some(text) = read(&path)? {
                for (section, properties) in merge_default(parse(&text, &path, kind)?) {
                    sections.entry(section).or_default().extend(properties);
                }
            }
        }
        let profile = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].into_iter().find_map(|name| {
            let value = variable(name).filter(|value| !value.is_empty())?;
            Some((name, value.to_string_lossy().into_owned()))
        });
        let name = profile.as_ref().map_or("default", |(_, profile)| profile);
        let mut section = |kind, name: &str| sections.remove(&(kind, name.to_owned()));
        let profile = match (section(SectionKind::Profile, name), &profile) {
            (Some(found), _) => found,
            (None, Some((variable, profile))) if profile != "default" => {
                let profile = quoted(profile);
                return Err(Error::invalid_input(format!(
                    "the environment variable {variable} names the profile {profile}, which is in neither the config file nor the credentials file"
                )));
            }
            (None, _) => Section::new(),
        };
        let services = match profile.get("services").filter(|name| !name.value.is_empty()) {
            Some(Property { value, origin, .. }) => section(SectionKind::Services, value)
                .ok_or_else(|| {
                    let problem = format!("there is no section `[services {value}]`");
                    Error::invalid_input(format!("{origin}: {problem}"))
                })?,
            None => Section::new(),
        };
        Ok(Self { profile, services })
    }

    /// Returns a setting of the profile. An empty one counts as absent.
    pub(super) fn get(&self, name: &str) -> Option<Setting> {
        setting(&self.profile, name)
    }

    /// Returns the endpoint of the service, or that of all services.
    pub(super) fn endpoint_url(&self) -> Option<Setting> {
        let service = self.services.get(SERVICE);
        let own = service.and_then(|service| setting(&service.nested, ENDPOINT_URL));
        own.or_else(|| self.get(ENDPOINT_URL))
    }
}

fn setting(section: &Section, name: &str) -> Option<Setting> {
    let Property { value, origin, .. } = section.get(name).filter(|it| !it.value.is_empty())?;
    Some(Setting { value: value.clone(), origin: origin.clone() })
}

/// Returns the path in a variable, or the default in the home folder. `None` if there is neither.
fn path(
    variable: &impl Fn(&str) -> Option<OsString>,
    name: &str,
    default: &str,
) -> Result<Option<PathBuf>> {
    let variable = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || variable("HOME").or_else(|| variable("USERPROFILE"));
    match variable(name) {
        Some(path) => match path.strip_prefix("~") {
            Ok(rest) => match home() {
                Some(home) => Ok(Some(home.join(rest))),
                None => Err(Error::invalid_input(format!(
                    "the environment variable {name} begins with `~`, but HOME is not set"
                ))),
            },
            Err(_) => Ok(Some(path)),
        },
        None => Ok(home().map(|home| home.join(default))),
    }
}

/// Returns the text of a file, or `None` if there is no file.
fn read(path: &Path) -> Result<Option<String>> {
    let cannot = |problem: &str| {
        let path = quoted(&path.to_string_lossy());
        Error::invalid_input(format!("the file {path} cannot be read: {problem}"))
    };
    // Opening a pipe, or reading a terminal, may never end.
    let is_special =
        |it: &Metadata| !it.is_file() && !it.is_dir() && path != Path::new("/dev/null");
    if path.metadata().as_ref().is_ok_and(is_special) {
        return Err(cannot("it is not a regular file"));
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(cannot(&error.to_string()).with_source(error)),
    };
    let mut bytes = Vec::new();
    let read = file.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| cannot(&error.to_string()).with_source(error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(cannot("it exceeds 1 MiB"));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| cannot("it is not valid UTF-8"))
}

fn parse(text: &str, path: &Path, kind: FileKind) -> Result<Sections> {
    let mut sections = Sections::new();
    let mut section = None;
    // The property that an indented line continues.
    let mut last: Option<String> = None;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let path = quoted(&path.to_string_lossy());
        let place = format!("the file {path}, line {}", index + 1);
        // The line may contain a secret key, so it is not quoted.
        let invalid = |problem: &str| Error::invalid_input(format!("{place}: {problem}"));
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            continue;
        }
        let is_indented = line.starts_with([' ', '\t']);
        if let Some(name) = content.strip_prefix('[').filter(|_| !is_indented) {
            let (name, rest) =
                name.split_once(']').ok_or_else(|| invalid("the section has no `]`"))?;
            if !matches!(rest.trim_start().chars().next(), None | Some('#' | ';')) {
                return Err(invalid("there is text after the `]` of the section"));
            }
            let key = section_key(name.trim(), kind);
            sections.entry(key.clone()).or_default();
            (section, last) = (Some(key), None);
            continue;
        }
        let properties = section.as_ref().and_then(|section| sections.get_mut(section));
        let properties = properties.ok_or_else(|| invalid("the line is in no section"))?;
        let property = || {
            let (name, value) = content.split_once('=')?;
            let (name, value) = (name.trim().to_ascii_lowercase(), without_comment(value));
            let origin = format!("`{name}` in {place}");
            let property = Property { value: value.to_owned(), origin, nested: Section::new() };
            Some((name, property)).filter(|(name, _)| !name.is_empty())
        };
        if !is_indented {
            let (name, property) =
                property().ok_or_else(|| invalid("the line is not `name = value`"))?;
            last = Some(name.clone());
            properties.insert(name, property);
            continue;
        }
        let parent = last.as_ref().and_then(|name| properties.get_mut(name));
        let parent =
            parent.ok_or_else(|| invalid("the line is indented, but continues nothing"))?;
        if parent.value.is_empty() {
            let (name, nested) =
                property().ok_or_else(|| invalid("the line is not `name = value`"))?;
            parent.nested.insert(name, nested);
        } else {
            parent.value.push('\n');
            parent.value.push_str(content);
        }
    }
    Ok(sections)
}

/// Returns the kind and the name of a section.
fn section_key(header: &str, file: FileKind) -> (SectionKind, String) {
    let (prefix, name) = header.split_once([' ', '\t']).unwrap_or((header, ""));
    let (kind, name) = match (file, prefix, unquoted(name.trim())) {
        (FileKind::Credentials, ..) => (SectionKind::Profile, header),
        (FileKind::Config, "default", Some("")) => (SectionKind::Default, header),
        (FileKind::Config, "profile", Some(name)) => (SectionKind::Profile, name),
        (FileKind::Config, "services", Some(name)) => (SectionKind::Services, name),
        (FileKind::Config, ..) => (SectionKind::Other, header),
    };
    (kind, name.to_owned())
}

/// Returns a name without its quotes, which one with spaces must have.
fn unquoted(name: &str) -> Option<&str> {
    let inside = |quote| name.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).or_else(|| (!name.contains([' ', '\t'])).then_some(name))
}

/// Makes `[default]` the profile of that name, unless the file has `[profile default]`.
fn merge_default(mut sections: Sections) -> Sections {
    if let Some(default) = sections.remove(&(SectionKind::Default, "default".to_owned())) {
        sections.entry((SectionKind::Profile, "default".to_owned())).or_insert(default);
    }
    sections
}

/// Returns a value without the comment after it, which begins with a space.
fn without_comment(value: &str) -> &str {
    let comments = [" #", " ;", "\t#", "\t;"];
    let end = comments.iter().filter_map(|comment| value.find(comment)).min();
    end.and_then(|end| value.get(..end)).unwrap_or(value).trim()
}
