//! The ready-made selectors of Elixir and its frameworks.
