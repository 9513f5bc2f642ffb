//! The activations that are open at the front of a chunk: who they are can be told even when their starts are gone.

use crate::varint;
use crate::version::Version;

/// An activation on a thread's stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// Number of its site in the process.
    pub site: u32,
    /// Its number, if it can be suspended.
    pub activation: Option<u64>,
    /// Whether it starts a lane of its own.
    pub is_task_root: bool,
    /// Whether it awaits.
    pub is_waiting: bool,
    /// Whether a call that it began is under way, see [`Writer::call`](crate::Writer::call).
    pub is_calling: bool,
}

/// The stack that the events of a [`Writer`](crate::Writer) are about.
///
/// A runtime that keeps such a stack anyhow gives the writer a view of it, and the hooks do nothing; any other one
/// uses [`OwnStack`].
pub trait OpenActivations {
    /// The activation with number `index`, where 0 is the outermost; `None` when it is not known.
    ///
    /// Asked for from within an event: the one that is just leaving is still there, one that is just coming is not yet.
    fn open_at(&self, index: usize) -> Option<Open>;

    /// An activation came to the stack.
    #[inline(always)]
    fn came(&mut self, _open: Open) {}

    /// The top left the stack.
    #[inline(always)]
    fn left(&mut self) {}

    /// The top awaits, or goes on.
    #[inline(always)]
    fn waits(&mut self, _is_waiting: bool) {}

    /// The top calls something, or goes on after that.
    #[inline(always)]
    fn calls(&mut self, _is_calling: bool) {}
}

/// A stack that a writer keeps for itself.
#[derive(Clone, Debug, Default)]
pub struct OwnStack(Vec<Open>);

impl OpenActivations for OwnStack {
    fn open_at(&self, index: usize) -> Option<Open> {
        self.0.get(index).copied()
    }

    #[inline]
    fn came(&mut self, open: Open) {
        self.0.push(open);
    }

    #[inline]
    fn left(&mut self) {
        self.0.pop();
    }

    #[inline]
    fn waits(&mut self, is_waiting: bool) {
        if let Some(top) = self.0.last_mut() {
            (top.is_waiting, top.is_calling) = (is_waiting, false);
        }
    }

    #[inline]
    fn calls(&mut self, is_calling: bool) {
        if let Some(top) = self.0.last_mut() {
            top.is_calling = is_calling;
        }
    }
}

const SUSPENDS: u64 = 1;
const IS_TASK_ROOT: u64 = 2;
const IS_WAITING: u64 = 4;
const IS_CALLING: u64 = 8;

/// Bits below the site, in the present version and before `Version::THREE`.
const N_BITS: u32 = 4;
const N_BITS_OF_TWO: u32 = 3;

/// Encodes the innermost of `depth` activations, the innermost first, as far as they are known and there is room for
/// them in `max_len` bytes.
pub(crate) fn encode(stack: &impl OpenActivations, depth: u32, max_len: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for index in (0..depth as usize).rev() {
        let Some(open) = stack.open_at(index) else { break };
        let len = bytes.len();
        let mut first = u64::from(open.site) << N_BITS;
        first |= if open.activation.is_some() { SUSPENDS } else { 0 };
        first |= if open.is_task_root { IS_TASK_ROOT } else { 0 };
        first |= if open.is_waiting { IS_WAITING } else { 0 };
        first |= if open.is_calling { IS_CALLING } else { 0 };
        varint::push(&mut bytes, first);
        if let Some(activation) = open.activation {
            varint::push(&mut bytes, activation);
        }
        if bytes.len() > max_len {
            bytes.truncate(len);
            break;
        }
    }
    bytes
}

/// What [`encode`] wrote, in `version` of the format, up to what cannot be.
pub(crate) fn decode(mut bytes: &[u8], version: Version) -> Vec<Open> {
    let n_bits = if version < Version::THREE {
        N_BITS_OF_TWO
    } else {
        N_BITS
    };
    std::iter::from_fn(|| {
        let first = varint::take(&mut bytes)?;
        let activation = match first & SUSPENDS {
            0 => None,
            _ => Some(varint::take(&mut bytes)?),
        };
        Some(Open {
            site: u32::try_from(first >> n_bits).ok()?,
            activation,
            is_task_root: first & IS_TASK_ROOT != 0,
            is_waiting: first & IS_WAITING != 0,
            is_calling: n_bits == N_BITS && first & IS_CALLING != 0,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stack() -> OwnStack {
        let open = |site, activation, is_task_root, is_waiting| Open {
            site,
            activation,
            is_task_root,
            is_waiting,
            is_calling: site == 300 || site == u32::MAX,
        };
        OwnStack(vec![
            open(0, None, false, false),
            open(u32::MAX, Some(u64::MAX), true, true),
            open(7, Some(0), false, true),
            open(300, None, false, false),
        ])
    }

    #[test]
    fn stacks_come_back_the_innermost_first() {
        let stack = stack();
        let mut all = decode(&encode(&stack, 4, 1000), Version::CURRENT);
        all.reverse();
        assert_eq!(all, stack.0);
    }

    #[test]
    fn where_there_is_no_room_the_outermost_are_left_out() {
        let stack = stack();
        for max_len in 0..30 {
            let bytes = encode(&stack, 4, max_len);
            assert!(bytes.len() <= max_len);
            let innermost: Vec<Open> = stack.0.iter().rev().copied().collect();
            assert!(innermost.starts_with(&decode(&bytes, Version::CURRENT)));
        }
    }

    #[test]
    fn version_2_does_not_tell_calls() {
        let bytes = [7 << 3 | IS_WAITING as u8, 9 << 3 | SUSPENDS as u8, 5];
        let open = |site, activation, is_waiting| Open {
            site,
            activation,
            is_task_root: false,
            is_waiting,
            is_calling: false,
        };
        let expected = [open(7, None, true), open(9, Some(5), false)];
        assert_eq!(decode(&bytes, Version::TWO), expected);
    }

    #[test]
    fn what_is_not_known_ends_the_list() {
        assert_eq!(encode(&stack(), 6, 1000), [0; 0]);
    }
}
