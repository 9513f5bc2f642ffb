//! The ready-made selectors of Elixir and its frameworks.

use spile_core::Pattern;

/// In the order in which they are listed to users.
pub(crate) const ALL: &[&Pattern] = &[];
