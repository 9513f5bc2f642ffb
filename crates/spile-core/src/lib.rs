//! The language-neutral core: nodes and their IDs, selectors, the plan with a reason for every node.
//!
//! A front end for a language implements [`Frontend`]; it finds the nodes of a source and weaves a plan into it.
//! Which modules are looked at at all is decided by [`Targets`].
//!
//! Not here: any language, files, clocks, the environment. Weaving is a pure function.
//!
//! ```
//! use spile_core::Targets;
//! let targets = Targets::new(&["shop.**".into()], &["shop.legacy.*".into()], None).unwrap();
//! assert!(targets.matches_module("shop.cart", None));
//! assert!(!targets.matches_module("shop.legacy.old", None));
//! ```

mod frontend;
mod glob;
mod id_text;
mod ids;
mod node;
mod outline;
mod syntax;
mod targets;

pub use frontend::{Frontend, Limit, NotWoven, Plan, Site, Skipped, Weaving};
pub use glob::{GlobError, ModuleGlob};
pub use id_text::{IdError, NodeId};
pub use ids::{Scheme, UnknownScheme};
pub use node::{IdAllocator, NodeKind};
pub use outline::{
    Definition, DefinitionIdx, Module, Node, NodeIdx, Outline, Parameter, ParameterKind, Reference,
    Visibility,
};
pub use syntax::{ATTRIBUTE, BODY, NAME, Role, SyntaxBuilder, SyntaxIdx, SyntaxNode, SyntaxTree};
pub use targets::Targets;
