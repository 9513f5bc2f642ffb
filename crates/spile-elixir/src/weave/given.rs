//! Definitions in what a macro is given.
//!
//! ```elixir
//! definst Functor, for: List do        require :"Elixir.Spile.Probe"; :"Elixir.Spile.Probe".within([...]) do definst ...
//!   def map(list, f), do: ...    ──▶     def map(list, f), do: ...
//! end                                  end end
//! ```
//!
//! The text in the call is what was written, since the macro may look at it. `within` expands the call as the compiler would, and
//! puts the probes into those of the definitions that it comes upon.

use spile_elixir_syntax::{Ast, NodeId};

use super::mark::Marks;
use super::pieces::Pieces;
use super::probe;

/// A call at module level that may be a macro's.
pub(super) struct Given {
    call: NodeId,
    is_statement: bool,
    /// The definitions in it, and the places of their bodies.
    pub(super) definitions: Vec<(NodeId, usize)>,
}

impl Given {
    pub(super) fn new(call: NodeId, is_statement: bool) -> Self {
        Self {
            call,
            is_statement,
            definitions: Vec::new(),
        }
    }

    /// Puts the call of the macro around the call, where there are definitions, each with what its probe is told.
    pub(super) fn insert(&self, ast: &Ast<'_>, definitions: &[(NodeId, String)], pieces: &mut Pieces) {
        let marks = Marks::new(ast, &[self.call]);
        let definitions: Vec<String> = definitions
            .iter()
            .filter_map(|(node, options)| {
                Some(format!(
                    "{{{}, {{:definition, [{options}]}}}}",
                    marks.text(*node)?
                ))
            })
            .collect();
        if definitions.is_empty() {
            return;
        }
        let open = probe::open("within", &format!("[{}]", definitions.join(", ")));
        let (before, behind) = if self.is_statement {
            (open, " end")
        } else {
            (format!("({open}"), " end)")
        };
        pieces.around(ast.range(self.call), before, behind);
    }
}
