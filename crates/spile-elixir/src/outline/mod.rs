//! Lowers Elixir's AST to the outline that all languages share.
