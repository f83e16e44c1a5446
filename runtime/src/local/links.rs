//! Pre-signed URLs: what can be done with them, and for how long.

use std::collections::HashMap;
use std::sync::Mutex;

use super::contact::SharedContact;
use super::expiry::Expiry;
use super::lock::lock;

/// What pre-signed URLs stand for, by the part of them that nobody can guess. It is never printed.
#[derive(Default)]
pub(super) struct Links {
    by_secret: Mutex<HashMap<String, Link>>,
}

/// What may be done with one attachment.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) purpose: Purpose,
    pub(super) contact: SharedContact,
    pub(super) attachment_id: String,
    pub(super) expiry: Expiry,
}

/// What it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To put its bytes there.
    Upload,
    /// To get its bytes, for a browser to show.
    Show,
    /// To get its bytes, for a browser to save.
    Save,
}

impl Links {
    pub(super) fn sign(&self, secret: String, link: Link) {
        lock(&self.by_secret).insert(secret, link);
    }

    /// What may be done, as long as it may be.
    pub(super) fn find(&self, secret: &str) -> Option<Link> {
        lock(&self.by_secret).get(secret).filter(|link| !link.expiry.is_past()).cloned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use super::{Link, Links, Purpose};
    use crate::local::contact::Contact;
    use crate::local::expiry::Expiry;

    #[test]
    fn a_link_is_found_until_it_expires() {
        let links = Links::default();
        let contact = Arc::new(Mutex::new(Contact::new("a".to_owned())));
        for (secret, seconds) in [("old", 0), ("new", 60)] {
            let link = Link {
                purpose: Purpose::Upload,
                contact: Arc::clone(&contact),
                attachment_id: "a".to_owned(),
                expiry: Expiry::after(Duration::from_secs(seconds)),
            };
            links.sign(secret.to_owned(), link);
        }
        assert!(links.find("new").is_some());
        assert!(links.find("old").is_none());
        assert!(links.find("other").is_none());
    }
}
