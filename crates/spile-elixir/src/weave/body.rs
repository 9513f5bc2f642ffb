//! Woven bodies: where the text of one's probe stands, and what it says.

use spile_core::{Actions, NodeKind, Site};
use spile_elixir_syntax::{Ast, NodeId, Term};
use spile_source::{ByteOffset, ByteRange};

use super::code::{self, Place};
use super::pieces::Pieces;
use super::probe;
use crate::forms::{is_clauses, keyword_value};

/// A body to put a probe around.
pub(super) struct Body {
    /// The definition's place in the sites.
    pub(super) site_idx: usize,
    pub(super) actions: Actions,
    /// What the macro is given: the nodes of which marks are made.
    pub(super) roots: Vec<NodeId>,
    pub(super) around: Around,
    /// What the head captures.
    pub(super) arguments: Option<String>,
    /// The anonymous functions that are told of, and their places in the sites.
    pub(super) functions: Vec<(NodeId, usize)>,
}

/// What a probe stands around.
pub(super) enum Around {
    /// `do ... end`: behind `do`, and before `end`.
    Block(ByteRange),
    /// `do: ...`: the expression.
    Expression(ByteRange),
    /// Nowhere in the text: the macro puts it there when it is compiled ([`super::given`]).
    Given,
}

/// Where the probe of a body stands, and what the macro is given; none for a form that no definition has.
pub(super) fn around(ast: &Ast<'_>, source: &str, keywords: NodeId) -> Option<(Around, Vec<NodeId>)> {
    let Term::List(pairs) = ast.term(keywords) else {
        return None;
    };
    let body = keyword_value(ast, keywords, b"do").filter(|body| !is_clauses(ast, *body))?;
    match (do_block(ast, source, keywords), pairs) {
        (Some(range), _) => Some((Around::Block(range), pairs.to_vec())),
        (None, [_]) => Some((Around::Expression(ast.range(body)), vec![body])),
        (None, _) => None,
    }
}

/// The range between `do` and `end` when `keywords` is written so.
pub(super) fn do_block(ast: &Ast<'_>, source: &str, keywords: NodeId) -> Option<ByteRange> {
    let Term::List([first, ..]) = ast.term(keywords) else {
        return None;
    };
    let Term::Pair(key, _) = ast.term(*first) else {
        return None;
    };
    let range = ast.range(keywords);
    let text = range.text(source);
    let is_block = ast.term(key) == Term::Atom(b"do")
        && ast.range(key).start() == range.start()
        && text.starts_with("do")
        && !text.starts_with("do:")
        && text.ends_with("end");
    is_block.then(|| {
        ByteRange::new(
            ByteOffset::new(range.start().to_u32() + 2),
            ByteOffset::new(range.end().to_u32() - 3),
        )
    })
}

impl Body {
    /// Whether a macro is given the definition.
    pub(super) fn is_given(&self) -> bool {
        matches!(self.around, Around::Given)
    }

    /// What the macro is told.
    pub(super) fn options(&self, sites: &[Site], place: &Place<'_>) -> Vec<String> {
        let site = &sites[self.site_idx];
        let mut options = vec![
            format!("id: {}", probe::string(&site.id)),
            format!("line: {}", site.line),
            format!("number: {}", self.site_idx),
        ];
        if let Some(clause) = clause(&site.id) {
            options.push(format!("clause: {clause}"));
        }
        if site.kind == NodeKind::Macro {
            options.push("macro: true".into());
        }
        code::push_actions(&mut options, &self.actions, self.arguments.as_deref(), place);
        let function = |(node, site_idx): &(NodeId, usize)| {
            let id = &sites[*site_idx].id;
            let name = match id.strip_prefix(site.id.as_str()) {
                Some(rest) => probe::string(rest),
                None => format!("{{:id, {}}}", probe::string(id)),
            };
            Some(format!("{{{}, {name}}}", place.marks.text(*node)?))
        };
        let functions: Vec<String> = self.functions.iter().filter_map(function).collect();
        if !functions.is_empty() {
            options.push(format!("functions: [{}]", functions.join(", ")));
        }
        options
    }

    /// Puts the call of the macro around the body.
    pub(super) fn insert(&self, options: &[String], pieces: &mut Pieces) {
        let open = probe::open("body", &format!("[{}]", options.join(", ")));
        match self.around {
            Around::Block(range) => pieces.around(range, format!(" {}", open.trim_end()), "end "),
            Around::Expression(range) => pieces.around(range, format!("({open}"), " end)"),
            Around::Given => {}
        }
    }
}

/// The number of the clause that an ID names.
fn clause(id: &str) -> Option<u32> {
    let (_, number) = id.split_once('#')?.1.rsplit_once('@')?;
    number.split(['~', ':']).next()?.parse().ok()
}
