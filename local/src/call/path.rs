//! The paths of operations.

/// Returns the labels of `path` if it fits the template. The template
/// `/participant/views/{ViewToken}` has one label.
pub(crate) fn labels(template: &'static str, path: &str) -> Option<Vec<Label>> {
    let mut segments = path.split('/');
    let mut labels = Vec::new();
    for expected in template.split('/') {
        let segment = segments.next()?;
        match expected.strip_prefix('{').and_then(|label| label.strip_suffix('}')) {
            Some(name) if !segment.is_empty() => {
                labels.push(Label { name, encoded: segment.to_owned() });
            }
            None if expected == segment => {}
            _ => return None,
        }
    }
    segments.next().is_none().then_some(labels)
}

/// A label of a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// The name of the member whose value the label is.
    pub(crate) name: &'static str,
    /// The value, percent-encoded.
    pub(crate) encoded: String,
}

#[cfg(test)]
mod tests {
    use super::{Label, labels};

    #[test]
    fn a_label_is_one_segment() {
        let views = |path| labels("/participant/views/{ViewToken}", path);
        let label =
            |encoded: &str| Some(vec![Label { name: "ViewToken", encoded: encoded.to_owned() }]);
        assert_eq!(views("/participant/views/a%2Fb"), label("a%2Fb"));
        for path in ["/participant/views", "/participant/views/", "/participant/views/a/b", "/"] {
            assert_eq!(views(path), None, "{path}");
        }
    }

    #[test]
    fn a_template_without_labels_only_fits_itself() {
        let event = |path| labels("/participant/event", path);
        assert_eq!(event("/participant/event"), Some(vec![]));
        for path in ["/participant/event/", "/participant/events", "participant/event", ""] {
            assert_eq!(event(path), None, "{path}");
        }
    }
}
