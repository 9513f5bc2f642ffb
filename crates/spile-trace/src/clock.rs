//! The recorder's clock: the processor's counter where it runs at a constant rate, else the kernel's monotonic clock.

use crate::sys;

/// Which clock the ticks of a process come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Clock {
    /// The processor's counter.
    Counter = 1,
    /// `CLOCK_MONOTONIC`, in units of 4 ns.
    Monotonic = 2,
}

/// Which clock a process shall have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockChoice {
    /// The processor's counter if it can be relied upon, else the kernel's.
    #[default]
    Best,
    /// The kernel's monotonic clock, for machines on which the counter cannot be relied upon though they say so.
    Monotonic,
}

impl Clock {
    pub(crate) fn choose(choice: ClockChoice) -> Clock {
        match choice {
            ClockChoice::Monotonic => Clock::Monotonic,
            ClockChoice::Best => Clock::best(sys::has_steady_counter(), sys::trusts_counter()),
        }
    }

    fn best(is_steady: bool, is_trusted: bool) -> Clock {
        if is_steady && is_trusted {
            Clock::Counter
        } else {
            Clock::Monotonic
        }
    }

    /// The clock with this number in the file.
    pub(crate) fn from_u64(number: u64) -> Option<Clock> {
        match number {
            1 => Some(Clock::Counter),
            2 => Some(Clock::Monotonic),
            _ => None,
        }
    }

    /// The present time in ticks since an arbitrary start.
    #[inline(always)]
    pub(crate) fn ticks(self) -> u64 {
        if self == Clock::Counter {
            return sys::counter();
        }
        sys::monotonic_ns() >> 2
    }

    /// The same moment on all three clocks.
    pub(crate) fn reading(self) -> ClockReading {
        ClockReading {
            realtime_ns: sys::realtime_ns(),
            ..closest(|| self.ticks(), sys::monotonic_ns)
        }
    }
}

/// Reads `monotonic_ns` between two readings of `ticks`, some times, and takes those that were closest to each other: in
/// between the thread may have to wait for a processor.
fn closest(mut ticks: impl FnMut() -> u64, mut monotonic_ns: impl FnMut() -> u64) -> ClockReading {
    const N_TIMES: u32 = 4;
    let mut best = (u64::MAX, ClockReading::default());
    for _ in 0..N_TIMES {
        let before = ticks();
        let monotonic_ns = monotonic_ns();
        let between = ticks().saturating_sub(before);
        let reading = ClockReading {
            ticks: before + between / 2,
            monotonic_ns,
            realtime_ns: 0,
        };
        if between < best.0 {
            best = (between, reading);
        }
    }
    best.1
}

/// One moment on three clocks. Two of them, some time apart, tell how long a tick is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClockReading {
    /// Ticks of the recorder's clock.
    pub(crate) ticks: u64,
    /// `CLOCK_MONOTONIC`, ns since an arbitrary start.
    pub(crate) monotonic_ns: u64,
    /// `CLOCK_REALTIME`, ns since 1970 UTC.
    pub(crate) realtime_ns: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_must_be_steady_and_trusted_by_the_kernel() {
        assert_eq!(Clock::best(true, true), Clock::Counter);
        for (is_steady, is_trusted) in [(false, true), (true, false), (false, false)] {
            assert_eq!(Clock::best(is_steady, is_trusted), Clock::Monotonic);
        }
        assert_eq!(Clock::choose(ClockChoice::Monotonic), Clock::Monotonic);
    }

    #[test]
    fn readings_between_which_the_thread_waited_are_not_taken() {
        // A tick is 2 ns. The thread waits within the first two rounds, for 1,000 ticks each.
        let now = std::cell::Cell::new(0u64);
        let n_read = std::cell::Cell::new(0);
        let ticks = || {
            now.set(now.get() + 10);
            now.get()
        };
        let monotonic_ns = || {
            let ns = now.get() * 2;
            n_read.set(n_read.get() + 1);
            now.set(now.get() + if n_read.get() <= 2 { 1000 } else { 0 });
            ns
        };
        let reading = closest(ticks, monotonic_ns);
        assert_eq!((reading.ticks, reading.monotonic_ns), (2055, 4100));
    }

    #[test]
    fn both_clocks_go_on() {
        for clock in [Clock::Counter, Clock::Monotonic] {
            let (first, last) = (clock.reading(), clock.reading());
            assert!(last.ticks >= first.ticks && last.monotonic_ns >= first.monotonic_ns);
            assert!(last.realtime_ns > 1_600_000_000_000_000_000);
        }
    }
}
