//! The language-neutral core: nodes and their IDs, selectors, rules, the plan with a reason for every node.
//!
//! A front end for a language implements [`Frontend`]; it outlines a source, and weaves a plan into it. [`Rules`] say what
//! is asked for: first by a module's name and file ([`Rules::module_plan`]), where that does not decide by the outline
//! ([`Rules::resolve`]).
//!
//! Not here: any language, files, clocks, the environment. Weaving is a pure function.
//!
//! ```
//! use spile_core::{Language, ModulePlan, Patterns, Rules, SourceFacts};
//! let language = Language { kinds: &["function"], code_pattern: &|_| Err("no code".into()) };
//! let text = "spile rules 1\nrule a record=true = shop.**\nrule b record=false = shop.legacy.*\n";
//! let rules = Rules::from_text(text, Patterns::default(), &language).unwrap();
//! let plan = |module| rules.module_plan(&SourceFacts { module, holds_modules: false, file: None, is_project: false, text: None });
//! assert_eq!(plan("shop.cart"), ModulePlan::Everything { bodies: false, outside: false });
//! assert_eq!(plan("shop.legacy.old"), ModulePlan::Nothing);
//! ```

mod actions;
mod code;
mod frontend;
mod glob;
mod id_text;
mod ids;
mod language;
mod matching;
mod nearest;
mod neutral_patterns;
mod node;
mod outline;
mod patterns;
mod project;
mod rules;
mod selector;
mod settings;
mod syntax;

pub use actions::{
    Actions, Code, CodePlace, CustomCode, EntryExit, Moment, TailCalls, TrackedExpression, Variables,
};
pub use code::{CodePattern, Codes, Holes, with_names_for_holes};
pub use frontend::{Asks, Frontend, Limit, NotWoven, Plan, Site, Skipped, Weaving};
pub use glob::{GlobError, ModuleGlob, NameGlob, PathGlob};
pub use id_text::{IdError, NodeId};
pub use ids::{Scheme, UnknownScheme};
pub use language::Language;
pub use matching::{Found, How, Pair, match_nodes};
pub use nearest::nearest;
pub use node::{IdAllocator, NodeKind};
pub use outline::{
    Definition, DefinitionIdx, Module, Node, NodeIdx, Outline, Parameter, ParameterKind, Reference,
    Visibility,
};
pub use patterns::{Pattern, PatternError, Patterns};
pub use project::{FOREIGN_DIRECTORIES, Place, Project, without_dots};
pub use rules::{Decision, ModulePlan, Rule, RulePlace, Rules, RulesError, TextError};
pub use selector::{NodeSet, Selection, Selector, SelectorError, SourceFacts, Tri, Word};
pub use settings::{KEYS, Key, Settings};
pub use syntax::bytes_hash as text_hash;
pub use syntax::{ATTRIBUTE, BODY, EXPRESSION, NAME, Role, SyntaxBuilder, SyntaxIdx, SyntaxNode, SyntaxTree};
