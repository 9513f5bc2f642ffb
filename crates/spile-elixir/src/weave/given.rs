//! Definitions and anonymous functions in what a macro is given.
//!
//! ```elixir
//! definst Functor, for: List do        require :"Elixir.Spile.Probe"; :"Elixir.Spile.Probe".within([...]) do definst ...
//!   def map(list, f), do: ...    ──▶     def map(list, f), do: ...
//! end                                  end end
//! ```
//!
//! The text in the call is what was written, since the macro may look at it. `within` expands the call as the compiler would, and
//! puts the probes into those of the definitions and functions that it comes upon.

use std::collections::HashMap;

use spile_core::{EntryExit, Site};
use spile_elixir_syntax::{Ast, NodeId};

use super::code;
use super::mark::Marks;
use super::pieces::Pieces;
use super::probe;

/// A call at module level that may be a macro's.
pub(super) struct Given {
    call: NodeId,
    is_statement: bool,
    /// The definitions in it, and the places of their bodies.
    pub(super) definitions: Vec<(NodeId, usize)>,
    /// The anonymous functions in it that are in none of the definitions, in order.
    pub(super) seen: Vec<NodeId>,
    /// Those that are told of, their places in the sites, and what is told.
    pub(super) functions: Vec<(NodeId, usize, EntryExit)>,
}

impl Given {
    pub(super) fn new(call: NodeId, is_statement: bool) -> Self {
        Self {
            call,
            is_statement,
            definitions: Vec::new(),
            seen: Vec::new(),
            functions: Vec::new(),
        }
    }

    /// Puts the call of the macro around the call, where there is something in it: definitions, each with what its probe is told, and
    /// functions, each with what all sites have (`output`).
    pub(super) fn insert(
        &self,
        ast: &Ast<'_>,
        sites: &[Site],
        definitions: &[(NodeId, String)],
        output: &str,
        pieces: &mut Pieces,
    ) {
        let marks = Marks::new(ast, &[self.call]);
        let definitions = definitions.iter().filter_map(|(node, options)| {
            let place = marks.text(*node)?;
            Some(format!("{{{place}, {{:definition, [{options}]}}}}"))
        });
        let mut on_line = HashMap::new();
        let functions = self.functions.iter().filter_map(|(node, site_idx, told)| {
            let place = marks.text(*node)?;
            let line = ast.place(*node)?.line;
            let number = on_line.entry(line).or_insert(0);
            *number += 1;
            let mut options = Vec::new();
            code::push_entry_exit(&mut options, *told, None);
            options.extend((!output.is_empty()).then(|| output.to_owned()));
            Some(format!(
                "{{{place}, {{:function, [name: {{:id, {}}}, line: {line}, number: {number}, options: [{}]]}}}}",
                probe::string(&sites[*site_idx].id),
                options.join(", ")
            ))
        });
        let given: Vec<String> = definitions.chain(functions).collect();
        if given.is_empty() {
            return;
        }
        let open = probe::open("within", &format!("[{}]", given.join(", ")));
        let (before, behind) = if self.is_statement {
            (open, " end")
        } else {
            (format!("({open}"), " end)")
        };
        pieces.around(ast.range(self.call), before, behind);
    }
}
