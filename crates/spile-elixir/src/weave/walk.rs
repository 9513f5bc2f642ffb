//! The walk over a source that decides what is woven, and inserts.

use std::collections::HashMap;

use spile_core::{Actions, NodeKind, NotWoven, Site, Skipped, Weaving};
use spile_elixir_syntax::{Ast, NodeId, Term};
use spile_source::{ByteOffset, LineIndex};

use super::code;
use super::heads;
use super::mark::Marks;
use super::pieces::Pieces;
use super::{ElixirPlan, probe};

/// What evaluates the code that is being walked.
#[derive(Clone, Copy, Debug)]
enum Scope {
    /// A module's body, or the file itself.
    Module { own_definitions: bool },
    /// The body of a woven definition.
    Body { site_idx: usize },
    /// Nothing that can be woven, for this reason.
    Alone(NotWoven),
}

/// A woven body whose anonymous functions are being collected.
struct Body {
    /// The place in `walk.bodies` is that in the order of bodies; this is the site.
    site_idx: usize,
    actions: Actions,
    /// What the macro is given: the nodes of which marks are made.
    roots: Vec<NodeId>,
    /// Where the probe's text stands.
    at: Around,
    arguments: Option<String>,
    functions: Vec<(NodeId, usize)>,
}

/// What a probe stands around.
enum Around {
    /// `do ... end`: behind `do`, and before `end`.
    Block { start: usize, end: usize },
    /// `do: ...`: the expression.
    Expression { start: usize, end: usize },
}

pub(super) struct Walk<'a> {
    source: &'a str,
    ast: &'a Ast<'a>,
    ids: &'a HashMap<NodeId, String>,
    plan: &'a ElixirPlan,
    lines: LineIndex,
    pieces: Pieces,
    sites: Vec<Site>,
    skipped: Vec<Skipped>,
    bodies: Vec<Body>,
    /// Which body belongs to a site.
    body_of_site: HashMap<usize, usize>,
    /// Nodes to visit, each with its scope, and whether it stands where a statement does.
    todo: Vec<(NodeId, Scope, bool)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        source: &'a str,
        ast: &'a Ast<'a>,
        ids: &'a HashMap<NodeId, String>,
        plan: &'a ElixirPlan,
    ) -> Self {
        Self {
            source,
            ast,
            ids,
            plan,
            lines: LineIndex::new(source),
            pieces: Pieces::default(),
            sites: Vec::new(),
            skipped: Vec::new(),
            bodies: Vec::new(),
            body_of_site: HashMap::new(),
            todo: Vec::new(),
        }
    }

    pub(super) fn weave(mut self) -> Weaving {
        let file = Scope::Module {
            own_definitions: false,
        };
        self.todo.push((self.ast.root(), file, true));
        while let Some((node, scope, is_statement)) = self.todo.pop() {
            self.visit(node, scope, is_statement);
        }
        for body in std::mem::take(&mut self.bodies) {
            self.insert(&body);
        }
        Weaving {
            insertions: self.pieces.into_insertions(),
            sites: self.sites,
            skipped: self.skipped,
            mark: String::new(),
        }
    }

    fn visit(&mut self, node: NodeId, scope: Scope, is_statement: bool) {
        match (self.ast.term(node), scope) {
            (Term::Call(b"quote", _), _) => self.leave_alone(node, NotWoven::Quoted),
            (
                Term::Call(b"defmodule" | b"defprotocol" | b"defimpl", arguments),
                Scope::Module { .. } | Scope::Body { .. },
            ) => {
                self.module(node, arguments, scope);
            }
            (Term::Call(b"def" | b"defp", [head, keywords]), Scope::Module { own_definitions }) => {
                if own_definitions {
                    self.skip(node, NotWoven::OwnDefinitions);
                    self.leave_alone(*keywords, NotWoven::OwnDefinitions);
                } else {
                    self.definition(node, *head, *keywords, is_statement);
                }
            }
            (Term::Call(b"def" | b"defp", [_, keywords]), Scope::Alone(reason)) => {
                self.skip(node, reason);
                self.leave_alone(*keywords, reason);
            }
            (Term::Call(b"defmacro" | b"defmacrop", [_, keywords]), _) => {
                self.skip(node, NotWoven::RunsAtCompileTime);
                self.leave_alone(*keywords, NotWoven::RunsAtCompileTime);
            }
            (Term::Call(b"defdelegate" | b"defguard" | b"defguardp", _), _) => {
                self.skip(node, NotWoven::NoBody)
            }
            (Term::Call(b"@", [attribute]), _) if self.is_type(*attribute) => {}
            (Term::Call(b"fn", _) | Term::Call(b"&", _), _) => self.anonymous(node, scope),
            (Term::Call(b"__block__", statements), _) if is_statement => {
                self.push(statements, scope, true);
            }
            (term, Scope::Module { .. }) => self.at_module_level(node, term, scope),
            _ => self.children(node, scope),
        }
    }

    /// What is neither a definition nor in one: it runs when the module is compiled, unless a macro makes something else
    /// of it.
    fn at_module_level(&mut self, node: NodeId, term: Term<'a>, scope: Scope) {
        if let Term::Call(name, arguments) = term
            && let Some(keywords) = arguments.last()
            && TESTS.contains(&name)
            && self.do_block(*keywords).is_some()
        {
            return self.body(node, NodeKind::Function, None, *keywords, true);
        }
        let inner = match term {
            Term::Call(name, _) if !is_transparent(name) && self.has_do_block(node) => {
                Scope::Alone(NotWoven::InsideMacroCall)
            }
            _ => scope,
        };
        self.children(node, inner);
    }

    fn children(&mut self, node: NodeId, scope: Scope) {
        let children: Vec<NodeId> = self.ast.children(node).collect();
        self.push(&children, scope, false);
    }

    fn push(&mut self, nodes: &[NodeId], scope: Scope, is_statement: bool) {
        let items = nodes.iter().rev();
        self.todo.extend(items.map(|node| (*node, scope, is_statement)));
    }

    fn module(&mut self, _node: NodeId, arguments: &[NodeId], scope: Scope) {
        let Some((keywords, name)) = arguments.split_last() else {
            return;
        };
        let body = self.do_value(*keywords);
        let own_definitions = match scope {
            Scope::Module { own_definitions } => own_definitions,
            _ => false,
        } || body.is_some_and(|body| self.takes_definitions_from_elsewhere(body));
        let inner = Scope::Module { own_definitions };
        match body {
            Some(body) => self.push(&[body], inner, true),
            None => self.push(&[*keywords], inner, false),
        }
        self.push(name, scope, false);
    }

    /// `import Kernel, except: [def: 2]`
    fn takes_definitions_from_elsewhere(&self, body: NodeId) -> bool {
        let statements = match self.ast.term(body) {
            Term::Call(b"__block__", statements) => statements,
            _ => &[],
        };
        statements.iter().any(|statement| {
            let Term::Call(b"import", [module, options]) = self.ast.term(*statement) else {
                return false;
            };
            let is_kernel = match self.ast.term(*module) {
                Term::Call(b"__aliases__", [name]) => self.ast.term(*name) == Term::Atom(b"Kernel"),
                _ => false,
            };
            is_kernel
                && self
                    .pair(*options, b"except")
                    .is_some_and(|names| self.pair(names, b"def").or(self.pair(names, b"defp")).is_some())
        })
    }

    fn definition(&mut self, node: NodeId, head: NodeId, keywords: NodeId, is_statement: bool) {
        self.body(node, NodeKind::Function, Some(head), keywords, is_statement);
    }

    /// Weaves the body of a definition.
    fn body(
        &mut self,
        node: NodeId,
        kind: NodeKind,
        head: Option<NodeId>,
        keywords: NodeId,
        is_statement: bool,
    ) {
        let site = self.site(node, kind);
        let actions = match self.plan.actions(&site.id) {
            Ok(actions) => actions.clone(),
            Err(reason) => {
                self.skipped.push(Skipped { node: site, reason });
                return self.leave_alone(keywords, reason);
            }
        };
        let Some((at, roots)) = self.around(keywords) else {
            let reason = NotWoven::UnknownForm;
            self.skipped.push(Skipped { node: site, reason });
            return self.leave_alone(keywords, reason);
        };
        let site_idx = self.sites.len();
        self.sites.push(site);
        let wants_arguments = actions.entry_exit.is_some_and(|entry_exit| entry_exit.arguments);
        let arguments = head.filter(|_| wants_arguments).map(|head| {
            let arguments = heads::capture(self.ast, head, site_idx, &mut self.pieces);
            if arguments.needs_require {
                self.require_before(node, is_statement);
            }
            arguments.text
        });
        self.body_of_site.insert(site_idx, self.bodies.len());
        self.bodies.push(Body {
            site_idx,
            actions,
            roots: roots.clone(),
            at,
            arguments,
            functions: Vec::new(),
        });
        self.push(&roots, Scope::Body { site_idx }, false);
    }

    fn require_before(&mut self, node: NodeId, is_statement: bool) {
        let range = self.ast.range(node);
        let (start, end) = (range.start().to_usize(), range.end().to_usize());
        if is_statement {
            self.pieces.before(start, end, probe::require());
        } else {
            self.pieces
                .around(start, end, format!("({}", probe::require()), ")");
        }
    }

    /// Where the probe of a body stands, and what the macro is given.
    fn around(&self, keywords: NodeId) -> Option<(Around, Vec<NodeId>)> {
        if let Some((start, end)) = self.do_block(keywords) {
            let Term::List(pairs) = self.ast.term(keywords) else {
                return None;
            };
            let body = self.do_value(keywords)?;
            if self.is_clauses(body) {
                return None;
            }
            return Some((Around::Block { start, end }, pairs.to_vec()));
        }
        let Term::List([pair]) = self.ast.term(keywords) else {
            return None;
        };
        let Term::Pair(key, value) = self.ast.term(*pair) else {
            return None;
        };
        if self.ast.term(key) != Term::Atom(b"do") || self.is_clauses(value) {
            return None;
        }
        let range = self.ast.range(value);
        let (start, end) = (range.start().to_usize(), range.end().to_usize());
        Some((Around::Expression { start, end }, vec![value]))
    }

    /// Whether a body is a list of clauses, as after `case x do`.
    fn is_clauses(&self, body: NodeId) -> bool {
        match self.ast.term(body) {
            Term::List([first, ..]) => matches!(self.ast.term(*first), Term::Call(b"->", _)),
            _ => false,
        }
    }

    /// The range between `do` and `end` when `keywords` is written so.
    fn do_block(&self, keywords: NodeId) -> Option<(usize, usize)> {
        let range = self.ast.range(keywords);
        let Term::List([first, ..]) = self.ast.term(keywords) else {
            return None;
        };
        let Term::Pair(key, _) = self.ast.term(*first) else {
            return None;
        };
        let text = &self.source[range.start().to_usize()..range.end().to_usize()];
        let is_block = self.ast.term(key) == Term::Atom(b"do")
            && self.ast.range(key).start() == range.start()
            && text.starts_with("do")
            && !text.starts_with("do:")
            && text.ends_with("end");
        is_block.then(|| (range.start().to_usize() + 2, range.end().to_usize() - 3))
    }

    fn has_do_block(&self, node: NodeId) -> bool {
        let mut last = None;
        for child in self.ast.children(node) {
            last = Some(child);
        }
        last.is_some_and(|last| self.do_value(last).is_some())
    }

    fn do_value(&self, keywords: NodeId) -> Option<NodeId> {
        self.pair(keywords, b"do")
    }

    /// The value of a key of a keyword list.
    fn pair(&self, keywords: NodeId, name: &[u8]) -> Option<NodeId> {
        let Term::List(pairs) = self.ast.term(keywords) else {
            return None;
        };
        pairs.iter().find_map(|pair| match self.ast.term(*pair) {
            Term::Pair(key, value) if self.ast.term(key) == Term::Atom(name) => Some(value),
            _ => None,
        })
    }

    /// `fn` and `&`.
    fn anonymous(&mut self, node: NodeId, scope: Scope) {
        if !self.is_anonymous_function(node) {
            return self.children(node, scope);
        }
        match scope {
            Scope::Body { site_idx } => {
                let body = &mut self.bodies[self.body_of_site[&site_idx]];
                if body.actions.entry_exit.is_some() {
                    let id = self.ids.get(&node).map(String::as_str).unwrap_or_default();
                    let refused = match &self.plan.asks {
                        spile_core::Asks::Everything { .. } => None,
                        // A function that is asked for is so with all that stands within, unless something is said of it.
                        spile_core::Asks::Only(by_id) => by_id.get(id).copied().flatten(),
                    };
                    match refused {
                        Some(reason) => self.skip(node, reason),
                        None => {
                            let number = self.sites.len();
                            body.functions.push((node, number));
                            let site = self.site(node, NodeKind::Lambda);
                            self.sites.push(site);
                        }
                    }
                } else {
                    self.skip(node, NotWoven::NotAskedFor);
                }
                self.children(node, scope);
            }
            Scope::Module { .. } => {
                self.skip(node, NotWoven::RunsAtCompileTime);
                self.children(node, scope);
            }
            Scope::Alone(reason) => {
                self.skip(node, reason);
                self.children(node, scope);
            }
        }
    }

    /// Not `&1`, nor a capture of a named function: `&f/1`, `&f(&1, &2)`.
    fn is_anonymous_function(&self, node: NodeId) -> bool {
        let Term::Call(b"&", [captured]) = self.ast.term(node) else {
            return true;
        };
        match self.ast.term(*captured) {
            Term::Integer(_) => false,
            Term::Call(b"/", [_, arity]) if matches!(self.ast.term(*arity), Term::Integer(_)) => false,
            Term::Call(name, arguments) if !is_special_form(name) => !self.are_positions(arguments),
            Term::Apply(callee, arguments) => {
                let is_named = matches!(self.ast.term(callee), Term::Call(b".", [module, _])
                    if matches!(self.ast.term(*module), Term::Call(b"__aliases__", _) | Term::Atom(_) | Term::Variable(_)));
                !(is_named && self.are_positions(arguments))
            }
            _ => true,
        }
    }

    /// `&1, &2, ...`
    fn are_positions(&self, arguments: &[NodeId]) -> bool {
        !arguments.is_empty()
            && arguments.iter().zip(1..).all(|(argument, position)| {
                matches!(self.ast.term(*argument), Term::Call(b"&", [number])
                    if self.ast.term(*number) == Term::Integer(position))
            })
    }

    /// Names what is below `node` as skipped.
    fn leave_alone(&mut self, node: NodeId, reason: NotWoven) {
        let scope = Scope::Alone(reason);
        if reason == NotWoven::Quoted {
            // What is quoted inside of what is quoted is met once.
            let children: Vec<NodeId> = self.ast.children(node).collect();
            self.push(&children, scope, false);
        } else {
            self.push(&[node], scope, false);
        }
    }

    fn skip(&mut self, node: NodeId, reason: NotWoven) {
        let kind = match self.ast.term(node) {
            Term::Call(b"fn" | b"&", _) => NodeKind::Lambda,
            _ => NodeKind::Function,
        };
        let node = self.site(node, kind);
        self.skipped.push(Skipped { node, reason });
    }

    fn site(&self, node: NodeId, kind: NodeKind) -> Site {
        let range = self.ast.range(node);
        let line_of = |at: u32| self.lines.line_col(ByteOffset::new(at)).line;
        let id = self.ids.get(&node).cloned().unwrap_or_default();
        let name = id
            .split_once('#')
            .map_or(id.as_str(), |(_, name)| name)
            .to_owned();
        let last = range.end().to_u32().saturating_sub(1).max(range.start().to_u32());
        Site {
            id,
            name,
            kind,
            range,
            line: line_of(range.start().to_u32()),
            end_line: line_of(last),
            has_handler: false,
        }
    }

    fn node(&self, id: &str) -> Option<NodeId> {
        self.ids
            .iter()
            .find_map(|(node, name)| (name == id).then_some(*node))
    }

    fn is_type(&self, attribute: NodeId) -> bool {
        matches!(
            self.ast.term(attribute),
            Term::Call(
                b"spec" | b"type" | b"typep" | b"opaque" | b"callback" | b"macrocallback",
                _
            )
        )
    }

    fn insert(&mut self, body: &Body) {
        let site = &self.sites[body.site_idx];
        let marks = Marks::new(self.ast, &body.roots);
        let mut options = vec![
            format!("id: {}", probe::string(&site.id)),
            format!("line: {}", site.line),
            format!("number: {}", body.site_idx),
        ];
        if let Some(clause) = clause(&site.id) {
            options.push(format!("clause: {clause}"));
        }
        let find = |id: &str| self.node(id);
        let place = code::Place {
            source: self.source,
            ast: self.ast,
            marks: &marks,
            roots: &body.roots,
            node: &find,
        };
        code::push_actions(&mut options, &body.actions, body.arguments.as_deref(), &place);
        let functions: Vec<String> = body
            .functions
            .iter()
            .filter_map(|(node, number)| {
                let id = &self.sites[*number].id;
                let name = match id.strip_prefix(site.id.as_str()) {
                    Some(rest) => probe::string(rest),
                    None => format!("{{:id, {}}}", probe::string(id)),
                };
                Some(format!("{{{}, {name}}}", marks.text(*node)?))
            })
            .collect();
        if !functions.is_empty() {
            options.push(format!("functions: [{}]", functions.join(", ")));
        }
        if !self.plan.output.is_empty() {
            options.push(self.plan.output.clone());
        }
        let open = probe::open("body", &format!("[{}]", options.join(", ")));
        match body.at {
            Around::Block { start, end } => {
                self.pieces
                    .around(start, end, format!(" {}", open.trim_end()), "end ");
            }
            Around::Expression { start, end } => {
                self.pieces.around(start, end, format!("({open}"), " end)");
            }
        }
    }
}

/// Macros of ExUnit and StreamData whose `do` block is the body of a function.
const TESTS: &[&[u8]] = &[b"test", b"property", b"setup", b"setup_all"];

/// Macros whose blocks are evaluated as they stand.
fn is_transparent(name: &[u8]) -> bool {
    matches!(
        name,
        b"if"
            | b"unless"
            | b"for"
            | b"case"
            | b"cond"
            | b"with"
            | b"try"
            | b"receive"
            | b"describe"
            | b"__block__"
            | b"="
            | b"|>"
            | b"->"
    )
}

fn is_special_form(name: &[u8]) -> bool {
    matches!(
        name,
        b"%" | b"%{}"
            | b"{}"
            | b"<<>>"
            | b"__block__"
            | b"&"
            | b"fn"
            | b"^"
            | b"."
            | b"__aliases__"
            | b"case"
            | b"cond"
            | b"for"
            | b"with"
            | b"try"
            | b"receive"
            | b"quote"
            | b"="
            | b"::"
    )
}

/// The number of the clause that an ID names.
fn clause(id: &str) -> Option<u32> {
    let (_, number) = id.split_once('#')?.1.rsplit_once('@')?;
    number.split(['~', ':']).next()?.parse().ok()
}
