//! The patterns of Elixir and its frameworks, one file each; `docs/patterns.md` says what each selects, and
//! `docs/patterns/elixir.md` how well that agrees with the frameworks themselves.
//!
//! A pattern sees one source. What a module of the project's own brings in by `use` is decided by convention.

mod behaviour_callbacks;
mod behaviours;
mod callbacks;
mod ecto_queries;
mod exunit_tests;
mod genserver_callbacks;
mod oban_workers;
mod phoenix_actions;
mod phoenix_live_view_callbacks;
mod pipelines;
mod plug_callbacks;
mod quoted;
mod supervisor_callbacks;

use spile_core::Pattern;

/// In the order in which they are listed to users.
pub(crate) static ALL: &[&Pattern] = &[
    &genserver_callbacks::PATTERN,
    &supervisor_callbacks::PATTERN,
    &behaviour_callbacks::PATTERN,
    &phoenix_actions::PATTERN,
    &phoenix_live_view_callbacks::PATTERN,
    &plug_callbacks::PATTERN,
    &ecto_queries::PATTERN,
    &oban_workers::PATTERN,
    &exunit_tests::PATTERN,
    &pipelines::PATTERN,
];
