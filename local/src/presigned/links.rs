//! Pre-signed URLs: what can be done with them, and for how long.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::SystemTime;

use crate::clock::expiry::Expiry;
use crate::contact::SharedContact;
use crate::lock::lock;

/// What pre-signed URLs stand for, by the part of them that nobody can guess. It is never printed.
#[derive(Default)]
pub(crate) struct Links {
    by_secret: Mutex<HashMap<String, Link>>,
}

/// How many links there may be before those that have expired are looked for.
const MANY: usize = 64;

/// What may be done with one attachment.
#[derive(Clone)]
pub(crate) struct Link {
    pub(crate) purpose: Purpose,
    pub(crate) contact: SharedContact,
    pub(crate) attachment_id: String,
    pub(crate) expiry: Expiry,
}

/// What it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To put its bytes there.
    Upload,
    /// To get its bytes, for a browser to show.
    Show,
    /// To get its bytes, for a browser to save.
    Save,
}

impl Links {
    pub(crate) fn sign(&self, secret: String, link: Link, now: SystemTime) {
        let mut by_secret = lock(&self.by_secret);
        // Before there is room made for more, which is seldom.
        if by_secret.len() >= MANY && by_secret.len() == by_secret.capacity() {
            by_secret.retain(|_, link| !link.expiry.is_past(now));
        }
        by_secret.insert(secret, link);
    }

    /// What may be done, as long as it may be.
    pub(crate) fn find(&self, secret: &str, now: SystemTime) -> Option<Link> {
        lock(&self.by_secret).get(secret).filter(|link| !link.expiry.is_past(now)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, SystemTime};

    use super::{Link, Links, MANY, Purpose};
    use crate::clock::expiry::Expiry;
    use crate::contact::{Contact, SharedContact};
    use crate::lock::lock;

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
        links.sign("a".to_owned(), link(&contact, Expiry::after(now, SECOND)), now);
        assert!(links.find("a", now).is_some());
        assert!(links.find("a", now + SECOND).is_none());
        assert!(links.find("b", now).is_none());
    }

    #[test]
    fn those_that_have_expired_are_forgotten_in_time() {
        let links = Links::default();
        let contact = Arc::new(Mutex::new(Contact::new("a".to_owned())));
        let mut now = SystemTime::UNIX_EPOCH;
        for number in 0..100 * MANY {
            links.sign(number.to_string(), link(&contact, Expiry::after(now, SECOND)), now);
            now += SECOND / 2;
        }
        assert!(lock(&links.by_secret).len() < 4 * MANY);
        assert!(links.find(&(100 * MANY - 1).to_string(), now).is_some());
    }
}
