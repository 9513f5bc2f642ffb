//! x86-64: the time-stamp counter.

use std::arch::x86_64::{__cpuid, _rdtsc};

/// The low bits of the counter that are left out: 8 cycles are 2 to 4 ns, finer than a probe.
const SHIFT: u32 = 3;

/// The counter, in ticks of 8 cycles. It counts alike in all processes of a machine.
#[inline(always)]
pub(crate) fn counter() -> u64 {
    // SAFETY: every x86-64 processor has the instruction; it touches no memory.
    unsafe { _rdtsc() >> SHIFT }
}

/// Whether the counter runs at one rate whatever the processor does (`constant_tsc` and `nonstop_tsc` of /proc/cpuinfo).
pub(crate) fn has_steady_counter() -> bool {
    // Leaf 8000_0007h, EDX bit 8: "invariant TSC", Intel SDM volume 3, 19.17.1; AMD APM volume 3, E.4.6.
    const LEAF: u32 = 0x8000_0007;
    let highest = __cpuid(0x8000_0000).eax;
    highest >= LEAF && __cpuid(LEAF).edx & (1 << 8) != 0
}
