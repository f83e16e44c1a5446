//! The pre-signed URLs that are in use.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::SystemTime;

use crate::clock::expiry::Expiry;
use crate::contact::SharedContact;
use crate::lock::lock;
use crate::refusal_reason::RefusalReason;

/// The pre-signed URLs, by the secret part of their path. It must never be printed.
#[derive(Default)]
pub(crate) struct Links {
    by_secret: Mutex<HashMap<String, Link>>,
}

/// The number of links from which expired ones are removed.
const SWEEP_THRESHOLD: usize = 64;

/// The permission that a pre-signed URL grants: access to one attachment.
#[derive(Clone)]
pub(crate) struct Link {
    pub(crate) purpose: Purpose,
    pub(crate) contact: SharedContact,
    pub(crate) attachment_id: String,
    pub(crate) expiry: Expiry,
}

/// The kind of access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Uploading the bytes.
    Upload,
    /// Downloading the bytes, for a browser to display.
    Show,
    /// Downloading the bytes, for a browser to save as a file.
    Save,
}

impl Links {
    pub(crate) fn insert(&self, secret: String, link: Link, now: SystemTime) {
        let mut by_secret = lock(&self.by_secret);
        // Sweep only before the map grows, which happens rarely.
        if by_secret.len() >= SWEEP_THRESHOLD && by_secret.len() == by_secret.capacity() {
            by_secret.retain(|_, link| !link.expiry.is_past(now));
        }
        by_secret.insert(secret, link);
    }

    /// Returns the link with this secret, unless it has expired.
    pub(crate) fn find(&self, secret: &str, now: SystemTime) -> Result<Link, RefusalReason> {
        match lock(&self.by_secret).get(secret) {
            None => Err(RefusalReason::UnknownUrl),
            Some(link) if link.expiry.is_past(now) => Err(RefusalReason::UrlExpired),
            Some(link) => Ok(link.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, SystemTime};

    use super::{Link, Links, Purpose, SWEEP_THRESHOLD};
    use crate::clock::expiry::Expiry;
    use crate::contact::{Contact, SharedContact};
    use crate::lock::lock;
    use crate::refusal_reason::RefusalReason;

    const SECOND: Duration = Duration::from_secs(1);

    fn link(contact: &SharedContact, expiry: Expiry) -> Link {
        Link {
            purpose: Purpose::Upload,
            contact: Arc::clone(contact),
            attachment_id: "a".to_owned(),
            expiry,
        }
    }

    #[test]
    fn a_link_is_found_until_it_expires() {
        let (links, now) = (Links::default(), SystemTime::UNIX_EPOCH);
        let contact = Arc::new(Mutex::new(Contact::new("a".to_owned())));
        links.insert("a".to_owned(), link(&contact, Expiry::after(now, SECOND)), now);
        assert!(links.find("a", now).is_ok());
        let reason = |secret, now| links.find(secret, now).err();
        assert_eq!(reason("a", now + SECOND), Some(RefusalReason::UrlExpired));
        assert_eq!(reason("b", now), Some(RefusalReason::UnknownUrl));
    }

    #[test]
    fn expired_links_are_removed() {
        let links = Links::default();
        let contact = Arc::new(Mutex::new(Contact::new("a".to_owned())));
        let mut now = SystemTime::UNIX_EPOCH;
        for number in 0..100 * SWEEP_THRESHOLD {
            links.insert(number.to_string(), link(&contact, Expiry::after(now, SECOND)), now);
            now += SECOND / 2;
        }
        assert!(lock(&links.by_secret).len() < 4 * SWEEP_THRESHOLD);
        assert!(links.find(&(100 * SWEEP_THRESHOLD - 1).to_string(), now).is_ok());
    }
}
