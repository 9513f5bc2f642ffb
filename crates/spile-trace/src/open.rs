//! The activations that are open at the front of a chunk: who they are can be told even when their starts are gone.

use crate::varint;

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
            top.is_waiting = is_waiting;
        }
    }
}

const SUSPENDS: u64 = 1;
const IS_TASK_ROOT: u64 = 2;
const IS_WAITING: u64 = 4;

/// Encodes the innermost of `depth` activations, the innermost first, as far as they are known and there is room for
/// them in `max_len` bytes.
pub(crate) fn encode(stack: &impl OpenActivations, depth: u32, max_len: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for index in (0..depth as usize).rev() {
        let Some(open) = stack.open_at(index) else { break };
        let len = bytes.len();
        let mut first = u64::from(open.site) << 3;
        first |= if open.activation.is_some() { SUSPENDS } else { 0 };
        first |= if open.is_task_root { IS_TASK_ROOT } else { 0 };
        first |= if open.is_waiting { IS_WAITING } else { 0 };
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

/// What [`encode`] wrote, up to what cannot be.
pub(crate) fn decode(mut bytes: &[u8]) -> Vec<Open> {
    std::iter::from_fn(|| {
        let first = varint::take(&mut bytes)?;
        let activation = match first & SUSPENDS {
            0 => None,
            _ => Some(varint::take(&mut bytes)?),
        };
        Some(Open {
            site: u32::try_from(first >> 3).ok()?,
            activation,
            is_task_root: first & IS_TASK_ROOT != 0,
            is_waiting: first & IS_WAITING != 0,
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
        let mut all = decode(&encode(&stack, 4, 1000));
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
            assert!(innermost.starts_with(&decode(&bytes)));
        }
    }

    #[test]
    fn what_is_not_known_ends_the_list() {
        assert_eq!(encode(&stack(), 6, 1000), [0; 0]);
    }
}
