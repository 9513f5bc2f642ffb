//! Configurations: what to record, where, and how, as `spile.toml`, as `[tool.spile]` in `pyproject.toml`, from the builder, or
//! from the command line. All become a [`Config`], which gives the [`Rules`](spile_core::Rules) that plans are made of.
//!
//! The keys are described once, in [`keys`]; reading, the JSON [`schema()`], help and documentation are made of that. What a
//! [`Builder`] makes goes the same way as a file. Errors tell all that is wrong, each with its place: [`ConfigError`].
//!
//! Not here: any language (its words come as a [`Vocabulary`]), sources, weaving.
//!
//! ```
//! use spile_config::{Config, RuleBuilder, Vocabulary};
//! # let language = spile_core::Language { kinds: &["method"], code_pattern: &|_| Err("no code".into()) };
//! # let vocabulary = Vocabulary::new(spile_core::Patterns::new(&[]), language);
//! let config = Config::builder()
//!     .target("shop.**")
//!     .rule(RuleBuilder::at("trivial").named("no-trivial").record(false))
//!     .build(&vocabulary)
//!     .unwrap();
//! assert_eq!(
//!     config.rules(&vocabulary).unwrap().to_text(),
//!     "spile rules 1\nrule target-1 record=true = shop.**\nrule no-trivial record=false = trivial\n"
//! );
//! ```

mod actions;
mod builder;
mod check;
mod config;
mod document;
mod error;
mod example;
mod files;
mod item;
pub mod keys;
mod names;
mod origin;
mod rules;
mod run_settings;
mod schema;
mod size;
mod strings;
mod vocabulary;
mod words;

pub use builder::{Builder, RuleBuilder};
pub use config::Config;
pub use document::Layout;
pub use error::{ConfigError, Problem, ProblemKind};
pub use example::EXAMPLE;
pub use files::{OWN_FILE, SHARED_FILE, discover, load, parse};
pub use item::Value;
pub use run_settings::{Console, Mode, RunSettings};
pub use schema::schema;
pub use size::parse_size;
pub use vocabulary::Vocabulary;
pub use words::{Word, known_actions, known_patterns};
