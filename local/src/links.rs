//! The pre-signed URLs that are in use.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::SystemTime;

use crate::clock::expiry::Expiry;
use crate::contact::SharedContact;
use crate::lock::lock;
use crate::refusal_reason::RefusalReason;

/// Pre-signed URLs and what each of them grants, by its secret. It must never be printed.
pub(crate) struct Links<T> {
    by_secret: Mutex<HashMap<String, (T, Expiry)>>,
}

/// The number of links from which expired ones are removed.
const SWEEP_THRESHOLD: usize = 64;

/// The permission that the URL of an attachment grants.
#[derive(Clone)]
pub(crate) struct AttachmentLink {
    pub(crate) purpose: Purpose,
    pub(crate) contact: SharedContact,
    pub(crate) attachment_id: String,
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

impl<T> Default for Links<T> {
    fn default() -> Self {
        Self { by_secret: Mutex::default() }
    }
}

impl<T: Clone> Links<T> {
    pub(crate) fn insert(&self, secret: String, link: T, expiry: Expiry, now: SystemTime) {
        let mut by_secret = lock(&self.by_secret);
        // Sweep only before the map grows, which happens rarely.
        if by_secret.len() >= SWEEP_THRESHOLD && by_secret.len() == by_secret.capacity() {
            by_secret.retain(|_, (_, expiry)| !expiry.is_past(now));
        }
        by_secret.insert(secret, (link, expiry));
    }

    /// Returns the link with this secret, unless it has expired.
    pub(crate) fn find(&self, secret: &str, now: SystemTime) -> Result<T, RefusalReason> {
        match lock(&self.by_secret).get(secret) {
            None => Err(RefusalReason::UnknownUrl),
            Some((_, expiry)) if expiry.is_past(now) => Err(RefusalReason::UrlExpired),
            Some((link, _)) => Ok(link.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Links, SWEEP_THRESHOLD};
    use crate::clock::expiry::Expiry;
    use crate::lock::lock;
    use crate::refusal_reason::RefusalReason;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_link_is_found_until_it_expires() {
        let (links, now) = (Links::default(), SystemTime::UNIX_EPOCH);
        links.insert("a".to_owned(), 7, Expiry::after(now, SECOND), now);
        assert_eq!(links.find("a", now), Ok(7));
        let reason = |secret, now| links.find(secret, now).err();
        assert_eq!(reason("a", now + SECOND), Some(RefusalReason::UrlExpired));
        assert_eq!(reason("b", now), Some(RefusalReason::UnknownUrl));
    }

    #[test]
    fn expired_links_are_removed() {
        let links = Links::default();
        let mut now = SystemTime::UNIX_EPOCH;
        for number in 0..100 * SWEEP_THRESHOLD {
            links.insert(number.to_string(), (), Expiry::after(now, SECOND), now);
            now += SECOND / 2;
        }
        assert!(lock(&links.by_secret).len() < 4 * SWEEP_THRESHOLD);
        assert!(links.find(&(100 * SWEEP_THRESHOLD - 1).to_string(), now).is_ok());
    }
}
