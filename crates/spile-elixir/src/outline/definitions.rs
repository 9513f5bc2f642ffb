//! Functions, macros, guards, delegates and anonymous functions.

use spile_core::{BODY, DefinitionIdx, NAME, NodeKind, Role, SyntaxIdx, Visibility};
use spile_elixir_syntax::{NodeId, Term};

use crate::outline::heads::Head;
use crate::outline::kinds::block_part;
use crate::outline::{Lowering, Mode, literals};

/// What a keyword defines.
struct Keyword {
    kind: NodeKind,
    label: &'static str,
    visibility: Visibility,
}

fn keyword(name: &[u8]) -> Option<Keyword> {
    use NodeKind::{Function, Macro};
    use Visibility::{Private, Public};
    let (kind, label, visibility) = match name {
        b"def" => (Function, "function", Public),
        b"defp" => (Function, "function", Private),
        b"defmacro" => (Macro, "macro", Public),
        b"defmacrop" => (Macro, "macro", Private),
        b"defguard" => (Macro, "guard", Public),
        b"defguardp" => (Macro, "guard", Private),
        b"defdelegate" => (Function, "delegate", Public),
        _ => return None,
    };
    Some(Keyword {
        kind,
        label,
        visibility,
    })
}

impl<'a> Lowering<'a> {
    /// Lowers a definition of a function; none when it is none.
    pub(super) fn function(
        &mut self,
        node: NodeId,
        name: &'a [u8],
        arguments: &'a [NodeId],
    ) -> Option<SyntaxIdx> {
        let keyword = keyword(name)?;
        let (target, block) = match arguments {
            [head] => (*head, None),
            [head, block] => (*head, Some(*block)),
            _ => return None,
        };
        let head = self.head(target)?;
        let is_guard = keyword.label == "guard";
        let is_delegate = keyword.label == "delegate";
        let has_body = is_guard || is_delegate || block.is_some();
        let text = std::str::from_utf8(name).unwrap_or("");
        let syntax_kind = if keyword.kind == NodeKind::Macro {
            "macro"
        } else {
            "function"
        };
        let at = self.open(syntax_kind, Role::Definition, node, text);
        let path = head.path();
        let parameters = self.described(head.parameters);
        let n_defaults = parameters
            .iter()
            .filter(|parameter| parameter.has_default)
            .count() as u32;
        let idx = DefinitionIdx(self.definitions.len() as u32);
        let module = self.module_id().unwrap_or_default();
        let (first, clause) = self.functions.add(&module, &head, n_defaults, idx, has_body);
        let defined = self.define(keyword.kind, path + &clause, head.name.clone(), head.name_range);
        debug_assert_eq!(idx, defined);
        let own = std::mem::take(&mut self.attributes);
        let decorators = if own.is_empty() && first != idx {
            self.definitions[first.to_usize()].decorators.clone()
        } else {
            own
        };
        let definition = &mut self.definitions[idx.to_usize()];
        definition.function = Some(first);
        definition.parameters = parameters;
        definition.visibility = keyword.visibility;
        definition.decorators = decorators;
        definition.labels = vec![keyword.kind.word()];
        if keyword.label != keyword.kind.word() {
            definition.labels.push(keyword.label);
        }
        if !has_body {
            definition.labels.push("head");
        }
        let around = std::mem::replace(&mut self.definition, idx);
        let n_before = std::mem::replace(&mut self.n_statements, 0);
        let scope = self.environment.enter();
        self.tree.leaf(NAME, Role::Part, head.name_range, &head.name);
        self.head_parts(&head, target, is_guard);
        let is_trivial = match block {
            Some(block) => self.blocks(block),
            None => true,
        };
        self.environment.leave(scope);
        self.definition = around;
        let definition = &mut self.definitions[idx.to_usize()];
        definition.n_statements = self.n_statements;
        definition.is_trivial = is_trivial;
        self.n_statements += n_before;
        self.tree.close();
        Some(at)
    }

    fn head_parts(&mut self, head: &Head<'a>, target: NodeId, is_guard: bool) {
        let range = self.range(target);
        self.part("parameters", range, |this| this.all(head.parameters));
        if let Some(guard) = head.guard {
            if is_guard {
                self.body(BODY, guard);
            } else {
                let range = self.range(guard);
                self.part("guard", range, |this| this.all(&[guard]));
            }
        }
    }

    /// The blocks of a definition, `do` and those behind it; what else is in the list are options. Whether it does nothing
    /// worth watching.
    fn blocks(&mut self, list: NodeId) -> bool {
        let Term::List(pairs) = self.term(list) else {
            self.all(&[list]);
            return false;
        };
        let mut is_trivial = true;
        for pair in pairs {
            match self.block_of(*pair) {
                Some((part, body)) => {
                    is_trivial = pairs.len() == 1 && self.is_trivial(body);
                    self.body(part, body);
                }
                None => {
                    is_trivial &= matches!(self.term(*pair), Term::Pair(..));
                    self.all(&[*pair]);
                }
            }
        }
        is_trivial
    }

    /// The part that `do: body` or the like makes, and the body.
    pub(super) fn block_of(&self, pair: NodeId) -> Option<(&'static str, NodeId)> {
        let Term::Pair(key, body) = self.term(pair) else {
            return None;
        };
        match self.term(key) {
            Term::Atom(keyword) => Some((block_part(keyword)?, body)),
            _ => None,
        }
    }

    /// Whether a body only gives a constant, a variable, or a field of one.
    fn is_trivial(&self, body: NodeId) -> bool {
        match self.term(body) {
            Term::Call(b"__block__", []) | Term::Variable(_) => true,
            Term::Call(b"__block__", [one]) => self.is_trivial(*one),
            Term::Call(b"@", [attribute]) => matches!(self.term(*attribute), Term::Variable(_)),
            Term::Apply(callee, []) if self.ast.is_without_parens(body) => match self.term(callee) {
                Term::Call(b".", [value, _]) => self.is_trivial(*value),
                _ => false,
            },
            Term::List([]) | Term::Call(b"__aliases__" | b"{}" | b"%{}", []) => true,
            term => literals::is_literal(&term),
        }
    }

    /// `fn a -> b end`
    pub(super) fn lambda(&mut self, node: NodeId, clauses: &'a [NodeId], role: Role) -> SyntaxIdx {
        let is_quoted = self.mode != Mode::Code;
        let role = if is_quoted { role } else { Role::Definition };
        let at = self.open("fn", role, node, "");
        let around = self.definition;
        let n_before = std::mem::replace(&mut self.n_statements, 0);
        let mut own = None;
        if !is_quoted {
            let path = match self.definitions[around.to_usize()].path.as_str() {
                "" => "<lambda>".to_owned(),
                outer => format!("{outer}.<lambda>"),
            };
            let idx = self.define(NodeKind::Lambda, path, String::new(), self.range(node));
            own = Some(idx);
            self.definition = idx;
            let definition = &mut self.definitions[idx.to_usize()];
            definition.labels = vec!["lambda", "fn"];
            if let Some(Term::Call(b"->", [left, _])) = clauses.first().map(|clause| self.term(*clause))
                && let Term::List(patterns) = self.term(*left)
            {
                let patterns = match patterns {
                    [one] => match self.term(*one) {
                        Term::Call(b"when", [patterns @ .., _]) => patterns,
                        _ => patterns,
                    },
                    _ => patterns,
                };
                self.definitions[idx.to_usize()].parameters = self.described(patterns);
            }
        }
        for clause in clauses {
            let range = self.range(*clause);
            let scope = self.environment.enter();
            self.part("clause", range, |this| {
                if let Term::Call(b"->", [left, body]) = this.term(*clause) {
                    this.clause_head(*left);
                    // What it does tells it from others: it has no name.
                    let range = this.range(*body);
                    this.part(BODY, range, |this| this.statements(*body));
                }
            });
            self.environment.leave(scope);
        }
        if let Some(idx) = own {
            let is_trivial = match clauses {
                [clause] => match self.term(*clause) {
                    Term::Call(b"->", [_, body]) => self.is_trivial(*body),
                    _ => false,
                },
                _ => false,
            };
            let definition = &mut self.definitions[idx.to_usize()];
            definition.n_statements = self.n_statements;
            definition.is_trivial = is_trivial;
        }
        self.definition = around;
        self.n_statements += n_before;
        self.tree.close();
        at
    }
}
