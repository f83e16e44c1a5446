//! What is allocated, counted.

#![expect(
    unsafe_code,
    reason = "an allocator is unsafe to implement; this one counts, and leaves the rest to the system's"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::ops::Sub;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static COUNT: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);
static FREED: AtomicU64 = AtomicU64::new(0);

fn count(bytes: usize) {
    COUNT.fetch_add(1, Relaxed);
    BYTES.fetch_add(bytes as u64, Relaxed);
}

// SAFETY: each call is the system's allocator's, with what it was given.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    /// Memory that grows is counted as new memory, by what it grows to.
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        FREED.fetch_add(layout.size() as u64, Relaxed);
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        FREED.fetch_add(layout.size() as u64, Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

/// How often memory was allocated, and how much.
#[derive(Clone, Copy)]
pub struct Allocations {
    pub count: u64,
    pub bytes: u64,
}

impl Allocations {
    /// Since the process began.
    pub fn so_far() -> Self {
        Self { count: COUNT.load(Relaxed), bytes: BYTES.load(Relaxed) }
    }

    /// How many bytes are allocated now.
    pub fn kept() -> u64 {
        BYTES.load(Relaxed) - FREED.load(Relaxed)
    }
}

impl Sub for Allocations {
    type Output = Self;

    fn sub(self, earlier: Self) -> Self {
        Self { count: self.count - earlier.count, bytes: self.bytes - earlier.bytes }
    }
}
