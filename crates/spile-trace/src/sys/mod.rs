//! What differs between operating systems and between processors. Nothing else in this crate names one.

#[cfg(target_arch = "aarch64")]
#[path = "aarch64.rs"]
mod processor;
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
#[path = "any_processor.rs"]
mod processor;
#[cfg(target_arch = "x86_64")]
#[path = "x86_64.rs"]
mod processor;

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
compile_error!("the recorder knows Linux only: another system needs its functions in `sys`");

pub(crate) use processor::{counter, has_steady_counter};
pub(crate) use system::{
    KeepErrno, allocate, is_gone, map, monotonic_ns, populate, punch, realtime_ns, trusts_counter, unmap,
};
