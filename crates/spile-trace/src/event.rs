//! The events, and how their first bytes look. The encoding is described at [`Writer`](crate::Writer).

use crate::varint;

/// The last bit of an exit's first byte.
pub(crate) const EXIT: u64 = 0b1;
/// The last two bits of an entry's first byte.
pub(crate) const ENTER: u64 = 0b10;

/// All other events: a first byte of their own, in steps of four so that it ends in `00`.
pub(crate) mod op {
    pub(crate) const RAISE: u8 = 1 << 2;
    pub(crate) const UNWOUND: u8 = 2 << 2;
    pub(crate) const BEGIN: u8 = 3 << 2;
    pub(crate) const BEGIN_TASK: u8 = 4 << 2;
    pub(crate) const SUSPEND: u8 = 5 << 2;
    pub(crate) const RESUME: u8 = 6 << 2;
    pub(crate) const WAIT: u8 = 7 << 2;
    pub(crate) const AWAKE: u8 = 8 << 2;
    pub(crate) const PARK: u8 = 9 << 2;
    pub(crate) const MARK: u8 = 10 << 2;
    pub(crate) const RESUME_TASK: u8 = 11 << 2;
    pub(crate) const CALL: u8 = 12 << 2;
    pub(crate) const BACK: u8 = 13 << 2;
}

/// What happened. "The top" is the innermost activation on the thread's stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A plain activation starts and is the new top.
    Enter {
        /// Number of its site in this process.
        site: u32,
    },
    /// The top ends normally.
    Exit,
    /// The top ends by an exception.
    Raise {
        /// String number of the exception's type, 0 for an unknown one.
        exception_type: u32,
    },
    /// The top was found gone: it ended by an exception at an unknown time, no later than now.
    Unwound,
    /// An activation that can be suspended starts and is the new top.
    Begin {
        /// Number of its site in this process.
        site: u32,
        /// Its number, unique in this process.
        activation: u64,
        /// No activation that is recorded awaits it: it starts a lane of its own, with the name that has this string
        /// number, 0 for none.
        task: Option<u32>,
    },
    /// The top is suspended and leaves the stack. It may have left unseen: then the time is that of the event before.
    Suspend,
    /// A suspended or parked activation is the new top.
    Resume {
        /// Number of its site in this process.
        site: u32,
        /// Its number.
        activation: u64,
        /// Whether it is the root of a task.
        is_task_root: bool,
    },
    /// The top starts to await: it stays on the stack, and time passes for the innermost activation that does not await.
    Wait,
    /// The top goes on after an await.
    Awake,
    /// The top begins a call. What runs until it goes on is recorded by itself, or is outside.
    Call,
    /// The top goes on after a call.
    Back,
    /// The top, a plain activation, has left the stack (a greenlet switched) and gets a number to be resumed by. The time
    /// is that of the event before.
    Park {
        /// Its number from now on.
        activation: u64,
    },
    /// The program itself marks a moment. Its attributes are what [`Events::attributes`](crate::Events::attributes) says.
    Mark {
        /// String number of its name.
        name: u32,
        /// Length of its attributes, in bytes.
        n_attributes: u32,
    },
}

/// No mark has attributes of more bytes.
pub(crate) const MAX_ATTRIBUTES: usize = 1024;

/// Decodes the event at the front of `bytes` and moves `bytes` behind it. Returns the ticks since the event before and
/// what happened; `None` at a zero byte, where the events end, and at anything else that is not a whole event.
#[inline]
pub(crate) fn take(bytes: &mut &[u8]) -> Option<(u64, EventKind)> {
    let (&first, rest) = bytes.split_first()?;
    let mut rest = rest;
    let event = if u64::from(first) & 0b1 == EXIT {
        (take_delta(first, 1, &mut rest)?, EventKind::Exit)
    } else if u64::from(first) & 0b11 == ENTER {
        let delta = take_delta(first, 2, &mut rest)?;
        (
            delta,
            EventKind::Enter {
                site: take_u32(&mut rest)?,
            },
        )
    } else if first == 0 {
        return None;
    } else {
        let delta = take_operand(&mut rest)?;
        let kind = match first {
            op::RAISE => EventKind::Raise {
                exception_type: take_u32(&mut rest)?,
            },
            op::UNWOUND => EventKind::Unwound,
            op::BEGIN | op::BEGIN_TASK => EventKind::Begin {
                site: take_u32(&mut rest)?,
                activation: take_operand(&mut rest)?,
                task: match first {
                    op::BEGIN_TASK => Some(take_u32(&mut rest)?),
                    _ => None,
                },
            },
            op::SUSPEND => EventKind::Suspend,
            op::RESUME | op::RESUME_TASK => EventKind::Resume {
                site: take_u32(&mut rest)?,
                activation: take_operand(&mut rest)?,
                is_task_root: first == op::RESUME_TASK,
            },
            op::WAIT => EventKind::Wait,
            op::AWAKE => EventKind::Awake,
            op::CALL => EventKind::Call,
            op::BACK => EventKind::Back,
            op::PARK => EventKind::Park {
                activation: take_operand(&mut rest)?,
            },
            op::MARK => {
                let name = take_u32(&mut rest)?;
                let n_attributes = take_u32(&mut rest)?;
                let (attributes, behind) = rest.split_at_checked(n_attributes as usize)?;
                if attributes.len() > MAX_ATTRIBUTES || attributes.contains(&0) {
                    return None;
                }
                rest = behind;
                EventKind::Mark { name, n_attributes }
            }
            _ => return None,
        };
        (delta, kind)
    };
    *bytes = rest;
    Some(event)
}

/// How many events `bytes` holds up to the first zero byte.
pub(crate) fn count(mut bytes: &[u8]) -> u64 {
    std::iter::from_fn(|| take(&mut bytes)).count() as u64
}

/// The delta whose low bits share the first byte with `tag_bits` bits of kind.
#[inline(always)]
fn take_delta(first: u8, tag_bits: u32, rest: &mut &[u8]) -> Option<u64> {
    let low = u64::from(first & 0x7f) >> tag_bits;
    if first < 0x80 {
        return Some(low);
    }
    let high = varint::take(rest).filter(|&high| high > 0)?;
    let shift = 7 - tag_bits;
    (high.leading_zeros() >= shift).then_some(high << shift | low)
}

/// A number that is stored plus one, so that no byte is zero.
#[inline]
fn take_operand(rest: &mut &[u8]) -> Option<u64> {
    varint::take(rest)?.checked_sub(1)
}

#[inline]
fn take_u32(rest: &mut &[u8]) -> Option<u32> {
    u32::try_from(take_operand(rest)?).ok()
}
