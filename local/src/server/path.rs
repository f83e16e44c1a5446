//! The paths of operations, with labels in them.

/// The labels of a path that is one of the template's, still encoded: `/participant/views/{ViewToken}` has one.
pub(crate) fn labels<'a>(template: &'static str, path: &'a str) -> Option<Vec<Label<'a>>> {
    let mut segments = path.split('/');
    let mut labels = Vec::new();
    for wanted in template.split('/') {
        let segment = segments.next()?;
        match wanted.strip_prefix('{').and_then(|wanted| wanted.strip_suffix('}')) {
            Some(name) if !segment.is_empty() => labels.push(Label { name, encoded: segment }),
            None if wanted == segment => {}
            _ => return None,
        }
    }
    segments.next().is_none().then_some(labels)
}

/// A label of a path, and what stands there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Label<'a> {
    /// The member that goes there.
    pub(crate) name: &'static str,
    pub(crate) encoded: &'a str,
}

/// A path with `…` for each segment that is more than a word of an operation's path: what is not, may be a secret.
pub(crate) fn words(path: &str) -> String {
    let is_word = |segment: &str| {
        segment.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'))
    };
    let words = path.split('/').map(|segment| if is_word(segment) { segment } else { "…" });
    words.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::{Label, labels, words};

    #[test]
    fn what_may_be_a_secret_is_left_out() {
        for (path, without) in [
            ("/participant/evnt", "/participant/evnt"),
            ("/participant/cancel-authentication/", "/participant/cancel-authentication/"),
            ("/QVFJREFI/a/1", "/…/a/…"),
            ("/a%2f", "/…"),
            ("*", "…"),
            ("", ""),
        ] {
            assert_eq!(words(path), without);
        }
    }

    #[test]
    fn a_label_is_one_segment() {
        let views = |path| labels("/participant/views/{ViewToken}", path);
        let label = |encoded| Some(vec![Label { name: "ViewToken", encoded }]);
        assert_eq!(views("/participant/views/a%2Fb"), label("a%2Fb"));
        for path in ["/participant/views", "/participant/views/", "/participant/views/a/b", "/"] {
            assert_eq!(views(path), None, "{path}");
        }
    }

    #[test]
    fn a_path_without_labels_is_itself() {
        let event = |path| labels("/participant/event", path);
        assert_eq!(event("/participant/event"), Some(vec![]));
        for path in ["/participant/event/", "/participant/events", "participant/event", ""] {
            assert_eq!(event(path), None, "{path}");
        }
    }
}
