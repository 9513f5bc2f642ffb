//! The walk over a source that decides what is woven.

use std::cell::OnceCell;
use std::collections::HashMap;

use spile_core::{EntryExit, NodeKind, NotWoven, Site, Skipped, Weaving};
use spile_elixir_syntax::{Ast, NodeId, Term};
use spile_source::{ByteOffset, LineIndex};

use super::anonymous::is_anonymous_function;
use super::body::{self, Around, Body, do_block};
use super::code::Place;
use super::given::Given;
use super::heads;
use super::mark::Marks;
use super::pieces::Pieces;
use super::{ElixirPlan, probe};
use crate::forms::{is_type_attribute, keyword_value};

/// What evaluates the code that is being walked.
#[derive(Clone, Copy, Debug)]
enum Scope {
    /// A module's body, or the file itself.
    Module { own_definitions: bool },
    /// The body of a woven definition, by its place in the bodies.
    Body { body_idx: usize },
    /// What a macro is given that may make definitions of it, by its place in what macros are given.
    Given { given_idx: usize },
    /// Nothing that can be woven, for this reason.
    Alone(NotWoven),
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
    given: Vec<Given>,
    /// Nodes by their IDs, when one is asked for.
    nodes: OnceCell<HashMap<&'a str, NodeId>>,
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
            given: Vec::new(),
            nodes: OnceCell::new(),
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
        let bodies = std::mem::take(&mut self.bodies);
        for body in bodies.iter().filter(|body| !body.is_given()) {
            let options = self.options(body);
            body.insert(&options, &mut self.pieces);
        }
        for given in std::mem::take(&mut self.given) {
            let definitions: Vec<(NodeId, String)> = given
                .definitions
                .iter()
                .map(|(node, body_idx)| (*node, self.options(&bodies[*body_idx]).join(", ")))
                .collect();
            let output = &self.plan.output;
            given.insert(self.ast, &self.sites, &definitions, output, &mut self.pieces);
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
            (Term::Call(b"quote", _), _) => self.children(node, Scope::Alone(NotWoven::Quoted)),
            (Term::Call(b"defmodule" | b"defprotocol" | b"defimpl", _), Scope::Body { body_idx })
                if self.bodies[body_idx].is_given() =>
            {
                self.children(node, Scope::Alone(NotWoven::InsideMacroCall));
            }
            (
                Term::Call(b"defmodule" | b"defprotocol" | b"defimpl", arguments),
                Scope::Module { .. } | Scope::Body { .. },
            ) => self.module(arguments, scope),
            (Term::Call(b"def" | b"defp", [head, keywords]), Scope::Module { own_definitions }) => {
                if own_definitions {
                    let given_idx = self.give(node, is_statement);
                    self.given_definition(node, *head, *keywords, given_idx);
                } else {
                    self.body(node, Some(*head), *keywords, is_statement);
                }
            }
            (Term::Call(b"def" | b"defp", [head, keywords]), Scope::Given { given_idx }) => {
                self.given_definition(node, *head, *keywords, given_idx);
            }
            (Term::Call(b"def" | b"defp", [_, keywords]), Scope::Alone(reason)) => {
                self.leave_alone(node, *keywords, reason);
            }
            (Term::Call(b"defmacro" | b"defmacrop", [head, keywords]), _) => {
                let is_asked = self.ids.get(&node).is_some_and(|id| self.plan.asks_for_macro(id));
                match scope {
                    Scope::Module {
                        own_definitions: false,
                    } if is_asked => self.body(node, Some(*head), *keywords, is_statement),
                    _ => self.leave_alone(node, *keywords, NotWoven::RunsAtCompileTime),
                }
            }
            (Term::Call(b"defdelegate" | b"defguard" | b"defguardp", _), _) => {
                self.skip(node, NotWoven::NoBody);
            }
            (Term::Call(b"@", [attribute]), _) if self.is_type(*attribute) => {}
            (Term::Call(b"fn" | b"&", _), _) => self.anonymous(node, scope),
            (Term::Call(b"__block__", statements), _) if is_statement => {
                self.push(statements, scope, true);
            }
            (term, Scope::Module { .. }) => self.at_module_level(node, term, scope, is_statement),
            _ => self.children(node, scope),
        }
    }

    fn children(&mut self, node: NodeId, scope: Scope) {
        let children: Vec<NodeId> = self.ast.children(node).collect();
        self.push(&children, scope, false);
    }

    fn push(&mut self, nodes: &[NodeId], scope: Scope, is_statement: bool) {
        let items = nodes.iter().rev();
        self.todo.extend(items.map(|node| (*node, scope, is_statement)));
    }

    /// What is neither a definition nor in one: it runs when the module is compiled, unless a macro makes something else
    /// of it.
    fn at_module_level(&mut self, node: NodeId, term: Term<'a>, scope: Scope, is_statement: bool) {
        if let Term::Call(name, [.., keywords]) = term
            && TESTS.contains(&name)
            && keyword_value(self.ast, *keywords, b"do").is_some()
        {
            return self.body(node, None, *keywords, true);
        }
        let inner = match term {
            Term::Call(name, _) if !is_transparent(name) && self.has_do_block(node) => {
                let given_idx = self.give(node, is_statement);
                Scope::Given { given_idx }
            }
            _ => scope,
        };
        self.children(node, inner);
    }

    fn has_do_block(&self, node: NodeId) -> bool {
        let last = self.ast.children(node).last();
        last.is_some_and(|last| keyword_value(self.ast, last, b"do").is_some())
    }

    fn is_type(&self, attribute: NodeId) -> bool {
        matches!(self.ast.term(attribute), Term::Call(name, _) if is_type_attribute(name))
    }

    fn module(&mut self, arguments: &[NodeId], scope: Scope) {
        let Some((keywords, name)) = arguments.split_last() else {
            return;
        };
        let body = keyword_value(self.ast, *keywords, b"do");
        let is_around = matches!(
            scope,
            Scope::Module {
                own_definitions: true
            }
        );
        let own_definitions =
            is_around || body.is_some_and(|body| self.takes_definitions_from_elsewhere(body));
        let inner = Scope::Module { own_definitions };
        match body {
            Some(body) => {
                // Behind `do:` there is one expression, and no place for another before it.
                let is_block = do_block(self.ast, self.source, *keywords).is_some();
                self.push(&[body], inner, is_block);
            }
            None => self.push(&[*keywords], inner, false),
        }
        self.push(name, scope, false);
    }

    /// `import Kernel, except: [def: 2]`
    fn takes_definitions_from_elsewhere(&self, body: NodeId) -> bool {
        let Term::Call(b"__block__", statements) = self.ast.term(body) else {
            return false;
        };
        statements.iter().any(|statement| {
            let Term::Call(b"import", [module, options]) = self.ast.term(*statement) else {
                return false;
            };
            let Term::Call(b"__aliases__", [name]) = self.ast.term(*module) else {
                return false;
            };
            let except = keyword_value(self.ast, *options, b"except");
            let is_excepted = |definer: &[u8]| {
                except.is_some_and(|names| keyword_value(self.ast, names, definer).is_some())
            };
            self.ast.term(*name) == Term::Atom(b"Kernel") && (is_excepted(b"def") || is_excepted(b"defp"))
        })
    }

    /// Weaves the body of a definition.
    fn body(&mut self, node: NodeId, head: Option<NodeId>, keywords: NodeId, is_statement: bool) {
        let site = self.site(node);
        let actions = match self.plan.actions(&site.id) {
            Ok(actions) => actions.clone(),
            Err(reason) => return self.leave_alone(node, keywords, reason),
        };
        let Some((around, roots)) = body::around(self.ast, self.source, keywords) else {
            return self.leave_alone(node, keywords, NotWoven::UnknownForm);
        };
        let site_idx = self.sites.len();
        self.sites.push(site);
        let wants_arguments = actions.entry_exit.is_some_and(|entry_exit| entry_exit.arguments);
        let arguments = head.filter(|_| wants_arguments).map(|head| {
            let arguments = heads::capture(self.ast, self.source, head, site_idx, &mut self.pieces);
            if arguments.needs_require {
                self.require_before(node, is_statement);
            }
            arguments.text
        });
        let body_idx = self.bodies.len();
        self.push(&roots, Scope::Body { body_idx }, false);
        self.bodies.push(Body {
            site_idx,
            actions,
            roots,
            around,
            arguments,
            functions: Vec::new(),
        });
    }

    /// What a macro is given from here on.
    fn give(&mut self, call: NodeId, is_statement: bool) -> usize {
        self.given.push(Given::new(call, is_statement));
        self.given.len() - 1
    }

    /// A definition in what a macro is given: its probe is put there when the macro has made a definition of it.
    fn given_definition(&mut self, node: NodeId, head: NodeId, keywords: NodeId, given_idx: usize) {
        let site = self.site(node);
        let actions = match self.plan.actions(&site.id) {
            Ok(actions) => actions.clone(),
            Err(reason) => return self.leave_alone(node, keywords, reason),
        };
        let Some((_, roots)) = body::around(self.ast, self.source, keywords) else {
            return self.leave_alone(node, keywords, NotWoven::UnknownForm);
        };
        let site_idx = self.sites.len();
        self.sites.push(site);
        let body_idx = self.bodies.len();
        self.push(&[head], Scope::Alone(NotWoven::InsideMacroCall), false);
        self.push(&roots, Scope::Body { body_idx }, false);
        let wants_arguments = actions.entry_exit.is_some_and(|entry_exit| entry_exit.arguments);
        self.bodies.push(Body {
            site_idx,
            actions,
            roots,
            around: Around::Given,
            arguments: wants_arguments.then(|| ":head".into()),
            functions: Vec::new(),
        });
        self.given[given_idx].definitions.push((node, body_idx));
    }

    fn require_before(&mut self, node: NodeId, is_statement: bool) {
        let range = self.ast.range(node);
        if is_statement {
            self.pieces.before(range, probe::require());
        } else {
            self.pieces.around(range, format!("({}", probe::require()), ")");
        }
    }

    /// `fn` and `&`.
    fn anonymous(&mut self, node: NodeId, scope: Scope) {
        if is_anonymous_function(self.ast, node) {
            let site_idx = self.sites.len();
            let told = match scope {
                Scope::Body { body_idx } => self.told_in_body(node, body_idx).map(|()| {
                    self.bodies[body_idx].functions.push((node, site_idx));
                }),
                Scope::Given { given_idx } => self.told_where_given(node, given_idx).map(|told| {
                    self.given[given_idx].functions.push((node, site_idx, told));
                }),
                Scope::Module { .. } => Err(NotWoven::RunsAtCompileTime),
                Scope::Alone(reason) => Err(reason),
            };
            if let Scope::Given { given_idx } = scope {
                self.given[given_idx].seen.push(node);
            }
            match told {
                Ok(()) => self.sites.push(self.site(node)),
                Err(reason) => self.skip(node, reason),
            }
        }
        self.children(node, scope);
    }

    /// Why the probe of a body does not tell of an anonymous function in it.
    fn told_in_body(&self, node: NodeId, body_idx: usize) -> Result<(), NotWoven> {
        if self.bodies[body_idx].actions.entry_exit.is_none() {
            return Err(NotWoven::NotAskedFor);
        }
        let id = self.ids.get(&node).map(String::as_str).unwrap_or_default();
        self.plan.refusal_within(id).map_or(Ok(()), Err)
    }

    /// What is told of an anonymous function that a macro is given: its probe is put there when the macro has made a function of it.
    fn told_where_given(&self, node: NodeId, given_idx: usize) -> Result<EntryExit, NotWoven> {
        let id = |node: &NodeId| self.ids.get(node).map(String::as_str);
        let at = self.ast.range(node).start();
        let is_around = |function: &NodeId| {
            let range = self.ast.range(*function);
            (range.start()..range.end()).contains(&at)
        };
        let around = self.given[given_idx]
            .seen
            .iter()
            .rev()
            .find(|seen| is_around(seen));
        self.plan
            .told_at_module_level(id(&node).unwrap_or_default(), around.and_then(id))
    }

    /// Weaves neither a definition nor what is in its body.
    fn leave_alone(&mut self, node: NodeId, keywords: NodeId, reason: NotWoven) {
        self.skip(node, reason);
        self.push(&[keywords], Scope::Alone(reason), false);
    }

    fn skip(&mut self, node: NodeId, reason: NotWoven) {
        let node = self.site(node);
        self.skipped.push(Skipped { node, reason });
    }

    fn site(&self, node: NodeId) -> Site {
        let kind = match self.ast.term(node) {
            Term::Call(b"fn" | b"&", _) => NodeKind::Lambda,
            Term::Call(b"defmacro" | b"defmacrop", _) => NodeKind::Macro,
            _ => NodeKind::Function,
        };
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
        let nodes = self.nodes.get_or_init(|| {
            let ids = self.ids.iter();
            ids.map(|(node, id)| (id.as_str(), *node)).collect()
        });
        nodes.get(id).copied()
    }

    /// What the probe of a body is told, when all anonymous functions in it are known.
    fn options(&self, body: &Body) -> Vec<String> {
        let marks = Marks::new(self.ast, &body.roots);
        let place = Place {
            source: self.source,
            ast: self.ast,
            lines: &self.lines,
            marks: &marks,
            roots: &body.roots,
            statements: OnceCell::new(),
            node: &|id| self.node(id),
        };
        let mut options = body.options(&self.sites, &place);
        if !self.plan.output.is_empty() {
            options.push(self.plan.output.clone());
        }
        options
    }
}

/// Macros of ExUnit, StreamData, Wallaby and Benchfella whose `do` block is the body of a function.
const TESTS: &[&[u8]] = &[b"test", b"property", b"setup", b"setup_all", b"feature", b"bench"];

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
