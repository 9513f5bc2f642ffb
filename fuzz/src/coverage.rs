//! Which code an input reaches, when this program was built with counters; and the inputs that together reach all of it.
//!
//! The compiler adds the counters when it is told so, the stable one too:
//!
//! ```text
//! RUSTFLAGS='-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3
//!     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-prune-blocks=0'
//! cargo build --release -p spile-fuzz --target x86_64-unknown-linux-gnu
//! ```
//!
//! `--target` keeps the flags from build scripts, which do not have the function that takes the counters.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::random::Random;

static START: AtomicUsize = AtomicUsize::new(usize::MAX);
static END: AtomicUsize = AtomicUsize::new(0);

/// Called before `main`, once for each part of the program, with the counters of all of them.
#[unsafe(no_mangle)]
extern "C" fn __sanitizer_cov_8bit_counters_init(start: *mut u8, end: *mut u8) {
    START.fetch_min(start as usize, Ordering::Relaxed);
    END.fetch_max(end as usize, Ordering::Relaxed);
}

/// Where the counters are, and how many. What looks at them is counted as well: they change meanwhile, and no reference to
/// them is ever made.
fn counters() -> (*mut u8, usize) {
    let (start, end) = (START.load(Ordering::Relaxed), END.load(Ordering::Relaxed));
    (start as *mut u8, end.saturating_sub(start))
}

/// The counters as they are now.
fn counts() -> Vec<u8> {
    let (start, len) = counters();
    let mut counts = vec![0; len];
    if len > 0 {
        // SAFETY: these bytes live as long as the program, any value is valid, and no thread but this one runs.
        unsafe { std::ptr::copy_nonoverlapping(start, counts.as_mut_ptr(), len) };
    }
    counts
}

/// Longer inputs are slow to try and slow to read: they are not kept.
const MOST_BYTES: usize = 1000;

struct Kept {
    text: String,
    /// A bit per counter.
    reached: Vec<u64>,
}

/// Inputs that reached something new.
pub struct Pool {
    /// Per counter, a bit for each order of magnitude that was seen.
    seen: Vec<u8>,
    inputs: Vec<Kept>,
}

impl Pool {
    /// None when the program has no counters.
    pub fn new() -> Option<Self> {
        let (_, n_counters) = counters();
        (n_counters > 0).then(|| Self {
            seen: vec![0; n_counters],
            inputs: Vec::new(),
        })
    }

    /// Ahead of looking at an input.
    pub fn start(&self) {
        let (start, len) = counters();
        // SAFETY: as in `counts`; a pool is only made where there are counters.
        unsafe { start.write_bytes(0, len) };
    }

    /// Behind looking at an input: it is kept when it reached something new.
    pub fn end(&mut self, text: &str) {
        if text.len() > MOST_BYTES {
            return;
        }
        let mut is_new = false;
        let mut reached = vec![0; self.seen.len().div_ceil(64)];
        for (idx, count) in counts().into_iter().enumerate().filter(|(_, count)| *count > 0) {
            reached[idx / 64] |= 1 << (idx % 64);
            let magnitude = 1 << count.ilog2();
            is_new |= self.seen[idx] & magnitude == 0;
            self.seen[idx] |= magnitude;
        }
        if is_new {
            let text = text.to_owned();
            self.inputs.push(Kept { text, reached });
        }
    }

    /// One of the inputs, when there is one.
    pub fn pick(&self, random: &mut Random) -> Option<&str> {
        let kept = self.inputs.get(random.below(self.inputs.len().max(1)))?;
        Some(&kept.text)
    }

    /// How many inputs there are, and how many counters they reach.
    pub fn size(&self) -> (usize, usize) {
        let reached = self.seen.iter().filter(|seen| **seen > 0).count();
        (self.inputs.len(), reached)
    }

    /// Few and short inputs that reach all that the inputs reach: the one with the most that is new per byte first.
    pub fn fewest(&self) -> Vec<&str> {
        let mut missing = vec![0_u64; self.seen.len().div_ceil(64)];
        for kept in &self.inputs {
            missing
                .iter_mut()
                .zip(&kept.reached)
                .for_each(|(all, some)| *all |= some);
        }
        let gain = |kept: &Kept, missing: &[u64]| -> usize {
            let new = missing.iter().zip(&kept.reached);
            new.map(|(all, some)| (all & some).count_ones() as usize).sum()
        };
        let mut chosen = Vec::new();
        loop {
            let best = self
                .inputs
                .iter()
                .max_by_key(|kept| gain(kept, &missing) * 1_000_000 / (kept.text.len() + 20));
            let Some(best) = best.filter(|best| gain(best, &missing) > 0) else {
                return chosen;
            };
            missing
                .iter_mut()
                .zip(&best.reached)
                .for_each(|(all, some)| *all &= !some);
            chosen.push(&*best.text);
        }
    }
}
