//! The recorder's clock: the processor's time-stamp counter where it runs at a constant rate, else the kernel's
//! monotonic clock.

/// Which clock the ticks of a process come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Clock {
    /// x86's time-stamp counter, shifted right by [`SHIFT`]. It counts alike in all processes of a machine.
    TimeStampCounter = 1,
    /// `CLOCK_MONOTONIC`, in units of 4 ns.
    Monotonic = 2,
}

/// The low bits of the time-stamp counter that are not recorded: 8 cycles are 2 to 4 ns, finer than the probe.
const SHIFT: u32 = 3;

impl Clock {
    /// The best clock of this machine.
    pub(crate) fn detect() -> Clock {
        #[cfg(target_arch = "x86_64")]
        {
            // Leaf 8000_0007h, EDX bit 8: "invariant TSC", Intel SDM volume 3, 19.17.1.
            const LEAF: u32 = 0x8000_0007;
            let highest = std::arch::x86_64::__cpuid(0x8000_0000).eax;
            if highest >= LEAF && std::arch::x86_64::__cpuid(LEAF).edx & (1 << 8) != 0 {
                return Clock::TimeStampCounter;
            }
        }
        Clock::Monotonic
    }

    /// The clock with this number in the file.
    pub(crate) fn from_u64(number: u64) -> Option<Clock> {
        match number {
            1 => Some(Clock::TimeStampCounter),
            2 => Some(Clock::Monotonic),
            _ => None,
        }
    }

    /// The present time in ticks since an arbitrary start.
    #[inline(always)]
    pub(crate) fn ticks(self) -> u64 {
        #[cfg(target_arch = "x86_64")]
        if self == Clock::TimeStampCounter {
            // SAFETY: every x86-64 processor has the instruction; it touches no memory.
            return unsafe { std::arch::x86_64::_rdtsc() } >> SHIFT;
        }
        kernel_ns(libc::CLOCK_MONOTONIC) >> 2
    }

    /// The same moment on all three clocks.
    pub(crate) fn reading(self) -> ClockReading {
        let before = self.ticks();
        let monotonic_ns = kernel_ns(libc::CLOCK_MONOTONIC);
        let after = self.ticks();
        ClockReading {
            ticks: before + after.saturating_sub(before) / 2,
            monotonic_ns,
            realtime_ns: kernel_ns(libc::CLOCK_REALTIME),
        }
    }
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

#[cold]
#[inline(never)]
fn kernel_ns(clock: libc::clockid_t) -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `time` is a valid place for the answer.
    unsafe { libc::clock_gettime(clock, &mut time) };
    (time.tv_sec as u64)
        .wrapping_mul(1_000_000_000)
        .wrapping_add(time.tv_nsec as u64)
}
