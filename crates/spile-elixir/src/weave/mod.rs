//! Weaving probes into Elixir source.
//!
//! ```elixir
//! def f(x) do            def f(x) do require :"Elixir.Spile.Probe"; :"Elixir.Spile.Probe".body([...]) do
//!   g(x)           ──▶     g(x)
//! end                    end end
//! ```
//!
//! All insertions stay on their line. What is around an expression is not known to the text, since any call may be
//! a macro's: so the text gets one macro call around a body, and that macro does the rest when the program is compiled,
//! where it knows. Nodes in the body that it has to find (anonymous functions, tracked expressions) are told to it by
//! [`mark`]s.

mod anonymous;
mod body;
mod code;
mod given;
mod heads;
mod mark;
mod pieces;
mod place;
mod probe;
mod statements;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{BTreeMap, HashMap};

use spile_core::{Actions, Asks, EntryExit, NodeKind, NotWoven, Plan, Scheme, Site, Skipped, Weaving};
use spile_elixir_syntax::{Ast, ElixirVersion, Options, SyntaxError, parse};
use spile_source::LineIndex;

use crate::Outlined;

pub(crate) use mark::first_marked;
pub use place::WovenPlaces;
pub(crate) use statements::has_place_behind;

/// What to weave into one source.
#[derive(Clone, Debug, Default)]
pub struct ElixirPlan {
    /// Which definitions are asked for.
    pub asks: Asks,
    /// What is done at a definition of which nothing else is said.
    pub actions: Actions,
    /// What is done at others, by ID.
    pub by_id: BTreeMap<String, Actions>,
    /// Keywords, as Elixir source on one line, that every site has: `format: :json`. Empty for none.
    pub output: String,
    /// Whose source it is.
    pub version: Option<ElixirVersion>,
}

impl ElixirPlan {
    /// Entry and exit of everything that `asks` asks for.
    pub fn entry_and_exit(asks: Asks) -> Self {
        Self {
            asks,
            actions: Actions::entry_and_exit(),
            ..Self::default()
        }
    }

    /// What is done at the definition `id`, nothing when it is not asked for.
    fn actions(&self, id: &str) -> Result<&Actions, NotWoven> {
        let refusal = match &self.asks {
            Asks::Everything { .. } => None,
            Asks::Only { refusals, .. } => refusals.get(id).copied().unwrap_or(Some(NotWoven::NotAskedFor)),
        };
        let actions = self.by_id.get(id).unwrap_or(&self.actions);
        match refusal {
            Some(reason) => Err(reason),
            None if actions.is_empty() => Err(NotWoven::NotAskedFor),
            None => Ok(actions),
        }
    }

    /// What is told of an anonymous function that is in no other function: of a capture, which is no definition, with the function that
    /// it is in (`around`), or with the module.
    fn told_at_module_level(&self, id: &str, around: Option<&str>) -> Result<EntryExit, NotWoven> {
        let module = || id.split_once('#').map_or(id, |(module, _)| module);
        let id = match &self.asks {
            Asks::Only { refusals, .. } if !refusals.contains_key(id) => around.unwrap_or_else(module),
            _ => id,
        };
        let actions = match &self.asks {
            // Its functions are.
            Asks::Only { refusals, .. } if refusals.get(id) == Some(&Some(NotWoven::BodyNotAskedFor)) => {
                self.by_id.get(id).unwrap_or(&self.actions)
            }
            _ => self.actions(id)?,
        };
        actions.entry_exit.ok_or(NotWoven::NotAskedFor)
    }

    /// Whether a macro is asked for: never with everything else.
    fn asks_for_macro(&self, id: &str) -> bool {
        matches!(&self.asks, Asks::Only { refusals, .. } if refusals.get(id) == Some(&None))
    }

    /// Why an anonymous function in what is woven is not: it is asked for with what is around it, unless something is said
    /// of it.
    fn refusal_within(&self, id: &str) -> Option<NotWoven> {
        match &self.asks {
            Asks::Everything { .. } => None,
            Asks::Only { refusals, .. } => refusals.get(id).copied().flatten(),
        }
    }
}

impl From<&Plan> for ElixirPlan {
    fn from(plan: &Plan) -> Self {
        let version = plan
            .language
            .and_then(|(major, minor)| format!("{major}.{minor}").parse().ok());
        Self {
            version,
            ..Self::entry_and_exit(plan.asks.clone())
        }
    }
}

/// Weaves `plan` into `source`, the text of `module`, which names what is in no module of its own. The same input gives the
/// same output everywhere.
///
/// # Errors
/// When `source` cannot be parsed. What cannot be woven is no error, it is listed in [`Weaving::skipped`].
pub fn weave(source: &str, module: &str, plan: &ElixirPlan) -> Result<Weaving, Box<SyntaxError>> {
    let options = Options {
        version: plan.version.unwrap_or(ElixirVersion::NEWEST),
        ..Options::default()
    };
    let ast = parse(source, &options)?;
    let outlined = crate::outline_ast(source, module.into(), &ast);
    Ok(weave_outlined(source, &ast, &outlined, plan))
}

/// As [`weave`], of what is parsed and outlined already.
pub fn weave_outlined(source: &str, ast: &Ast<'_>, outlined: &Outlined, plan: &ElixirPlan) -> Weaving {
    let ids = outlined.outline.ids(Scheme::Hybrid);
    let mut named = HashMap::with_capacity(ids.len());
    for (origin, id) in outlined.origins.iter().zip(ids).skip(1) {
        // What is made up of a node comes behind it.
        named.entry(*origin).or_insert(id);
    }
    walk::Walk::new(source, ast, &named, plan).weave()
}

/// The modules that are asked for: what stands in them, outside of functions, runs when the program is compiled.
pub(crate) fn modules(source: &str, outlined: &Outlined, asks: &Asks) -> Vec<Skipped> {
    let outline = &outlined.outline;
    let lines = LineIndex::new(source);
    let mut skipped = Vec::new();
    for (idx, definition) in outline.definitions() {
        let id = outline.id(definition.node);
        let is_module = !definition.kind.is_function() && definition.kind != NodeKind::Macro;
        if is_module && asks.refusal(&id, definition.kind).is_none() {
            let range = outline.tree.node(outline.syntax_of(idx)).range;
            let node = Site {
                name: id.clone(),
                id,
                kind: definition.kind,
                range,
                line: lines.line_col(range.start()).line,
                end_line: lines.line_col(range.end()).line,
                has_handler: false,
            };
            let reason = NotWoven::RunsAtCompileTime;
            skipped.push(Skipped { node, reason });
        }
    }
    skipped
}
