//! Processors of which no counter is known.

/// Never asked for, see [`has_steady_counter`].
pub(crate) fn counter() -> u64 {
    0
}

/// There is none.
pub(crate) fn has_steady_counter() -> bool {
    false
}
