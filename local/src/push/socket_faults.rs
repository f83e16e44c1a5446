//! The faults of websockets that are injected.

use std::sync::Mutex;

use super::socket_fault::{SocketEffect, SocketFault, Trigger};
use crate::lock::lock;

/// The injected faults of websockets, in order.
#[derive(Default)]
pub(crate) struct SocketFaults(Mutex<Vec<(u64, SocketFault)>>);

impl SocketFaults {
    pub(crate) fn inject(&self, number: u64, fault: SocketFault) {
        lock(&self.0).push((number, fault));
    }

    /// Returns the faults that are left, each with its number.
    pub(crate) fn list(&self) -> Vec<(u64, SocketFault)> {
        lock(&self.0).clone()
    }

    /// Removes a fault. Returns `false` if there is none with this number.
    pub(crate) fn remove(&self, number: u64) -> bool {
        let mut faults = lock(&self.0);
        let count = faults.len();
        faults.retain(|(other, _)| *other != number);
        faults.len() < count
    }

    pub(crate) fn clear(&self) {
        lock(&self.0).clear();
    }

    /// Uses up the first fault that matches a frame. Returns its effect.
    pub(crate) fn take_match(&self, trigger: Trigger, ids: [&str; 2]) -> Option<SocketEffect> {
        let mut faults = lock(&self.0);
        let is_match =
            |(_, fault): &(u64, SocketFault)| fault.times != Some(0) && fault.matches(trigger, ids);
        let position = faults.iter().position(is_match)?;
        let (_, fault) = faults.get_mut(position)?;
        let effect = fault.effect;
        if let Some(times) = &mut fault.times {
            *times -= 1;
            if *times == 0 {
                drop(faults.remove(position));
            }
        }
        Some(effect)
    }
}
