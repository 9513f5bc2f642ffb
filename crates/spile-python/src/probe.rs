//! The texts of probes.

/// What a probe tells; the left operand of `in`, behind the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Tells {
    /// An activation starts.
    Enter = b'>',
    /// It leaves, in whatever way the place of the probe says.
    Leave = b'<',
    /// It is about to yield.
    Suspend = b'-',
    /// It goes on after a yield.
    Resume = b'+',
    /// It is about to await, or to yield from.
    Wait = b'(',
    /// It goes on after that.
    Awake = b')',
    /// It is about to call something that may not be recorded.
    Call = b'[',
    /// It goes on after that.
    Back = b']',
}

/// `b'spile:>' in b'spile:7'`.
pub(crate) fn text(tells: Tells, mark: &str, site_idx: usize) -> String {
    format!("b'{mark}{}' in b'{mark}{site_idx}'", char::from(tells as u8))
}

/// What every probe's constant starts with in `source`: `spile:`, or a variant of it that the source does not hold.
pub(crate) fn mark_for(source: &str) -> String {
    let plain = "spile:";
    if !source.contains(plain) {
        return plain.into();
    }
    let mut number = 1u32;
    loop {
        let mark = format!("spile{number}:");
        if !source.contains(&mark) {
            return mark;
        }
        number += 1;
    }
}
