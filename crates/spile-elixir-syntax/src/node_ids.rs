//! Node IDs: stable names of modules, definitions and expressions, put into the metadata as `elixir_ast_node_id`.
//!
//! `Shop.Cart` is a module, `Shop.Cart#total/2@1` the first clause of a definition (without `@1` a head without a
//! body), `Shop.Cart#total/2@1:case:3fa2b1c0` an expression in it; outside of definitions `Shop.Cart#:case:3fa2b1c0`,
//! outside of modules `#:case:3fa2b1c0`. What would be named twice has `~2`, `~3` behind it, in source order. The last
//! part is a hash of the tree below the expression without its metadata: formatting, comments and what stands
//! elsewhere do not change it.

use std::collections::HashMap;

use crate::ast::{Ast, Entry, NodeId, Term};

/// Where an expression is.
#[derive(Clone)]
struct Scope {
    module: String,
    definition: String,
}

struct Walk {
    scopes: Vec<Scope>,
    /// Nodes to visit, each with its scope.
    todo: Vec<(NodeId, usize)>,
    /// How often an ID was given.
    given: HashMap<String, u32>,
    /// Clauses seen, by module and definition.
    clauses: HashMap<String, u32>,
    hashes: HashMap<NodeId, u32>,
    ids: Vec<(NodeId, String)>,
}

impl Ast<'_> {
    /// Adds `elixir_ast_node_id` ahead of the metadata of modules, definitions and expressions, and returns which node got
    /// which, in source order.
    pub fn add_node_ids(&mut self) -> Vec<(NodeId, String)> {
        let mut walk = Walk {
            scopes: vec![Scope {
                module: String::new(),
                definition: String::new(),
            }],
            todo: vec![(self.root(), 0)],
            given: HashMap::new(),
            clauses: HashMap::new(),
            hashes: self.content_hashes(),
            ids: Vec::new(),
        };
        while let Some((node, scope)) = walk.todo.pop() {
            self.visit(&mut walk, node, scope);
        }
        for (node, id) in &walk.ids {
            let index = self.ids.len() as u32;
            self.ids.push(id.clone());
            self.prepend(*node, Entry::NodeId(index));
        }
        walk.ids
    }

    fn visit(&self, walk: &mut Walk, node: NodeId, scope: usize) {
        let mut children: Vec<NodeId> = self.children(node).collect();
        let mut inner = scope;
        match self.term(node) {
            Term::Call(b"defmodule" | b"defprotocol" | b"defimpl", arguments) if arguments.len() >= 2 => {
                let module = self.module_name(&walk.scopes[scope].module, arguments);
                walk.give(node, module.clone());
                walk.scopes.push(Scope {
                    module,
                    definition: String::new(),
                });
                inner = walk.scopes.len() - 1;
                children.remove(0);
            }
            Term::Call(
                b"def" | b"defp" | b"defmacro" | b"defmacrop" | b"defguard" | b"defguardp" | b"defdelegate",
                arguments,
            ) if !arguments.is_empty() => {
                let module = walk.scopes[scope].module.clone();
                let mut definition = self.definition_name(arguments[0]);
                if arguments.len() > 1 {
                    let clause = walk.clauses.entry(format!("{module}#{definition}")).or_insert(0);
                    *clause += 1;
                    definition = format!("{definition}@{clause}");
                }
                walk.give(node, format!("{module}#{definition}"));
                walk.scopes.push(Scope { module, definition });
                inner = walk.scopes.len() - 1;
                children.remove(0);
            }
            Term::Call(b"@", [attribute]) if self.is_type(*attribute) => return,
            _ => {
                if let Some(kind) = self.expression_kind(node) {
                    let Scope { module, definition } = &walk.scopes[scope];
                    let hash = walk.hashes.get(&node).copied().unwrap_or(0);
                    let id = format!("{module}#{definition}:{kind}:{hash:08x}");
                    walk.give(node, id);
                }
            }
        }
        walk.todo
            .extend(children.into_iter().rev().map(|child| (child, inner)));
    }

    fn module_name(&self, outer: &str, arguments: &[NodeId]) -> String {
        let mut name = self.alias(outer, arguments[0]);
        // `defimpl P, for: T` is the module `P.T`.
        for argument in &arguments[1..] {
            let Term::List(pairs) = self.term(*argument) else {
                continue;
            };
            for pair in pairs {
                if let Term::Pair(key, value) = self.term(*pair)
                    && self.term(key) == Term::Atom(b"for")
                {
                    name = format!("{name}.{}", self.alias("", value));
                }
            }
        }
        if outer.is_empty() || self.names_outer(arguments[0]) {
            name
        } else {
            format!("{outer}.{name}")
        }
    }

    /// Whether an alias begins with `__MODULE__`.
    fn names_outer(&self, node: NodeId) -> bool {
        match self.term(node) {
            Term::Variable(name) => name == b"__MODULE__",
            Term::Call(b"__aliases__", parts) => parts.first().is_some_and(|part| self.names_outer(*part)),
            _ => false,
        }
    }

    fn alias(&self, outer: &str, node: NodeId) -> String {
        match self.term(node) {
            Term::Call(b"__aliases__", parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.alias(outer, *part)).collect();
                parts.join(".")
            }
            Term::Variable(b"__MODULE__") => outer.to_owned(),
            Term::Atom(name) => String::from_utf8_lossy(name).into_owned(),
            // Only running the program tells.
            _ => "?".into(),
        }
    }

    /// `name/arity` of the head of a definition.
    fn definition_name(&self, head: NodeId) -> String {
        match self.term(head) {
            Term::Call(b"when", [head, ..]) => self.definition_name(*head),
            Term::Call(name, arguments) => format!("{}/{}", String::from_utf8_lossy(name), arguments.len()),
            Term::Variable(name) => format!("{}/0", String::from_utf8_lossy(name)),
            // `def unquote(name)(a, b)`
            Term::Apply(_, arguments) => format!("?/{}", arguments.len()),
            _ => "?".into(),
        }
    }

    fn is_type(&self, attribute: NodeId) -> bool {
        matches!(
            self.term(attribute),
            Term::Call(
                b"spec" | b"type" | b"typep" | b"opaque" | b"callback" | b"macrocallback",
                _
            )
        )
    }

    fn expression_kind(&self, node: NodeId) -> Option<&'static str> {
        Some(match self.term(node) {
            Term::Apply(..) => "call",
            Term::Call(name, arguments) => match name {
                b"case" => "case",
                b"cond" => "cond",
                b"if" => "if",
                b"unless" => "unless",
                b"try" => "try",
                b"receive" => "receive",
                b"with" => "with",
                b"for" => "for",
                b"quote" => "quote",
                b"fn" => "fn",
                b"|>" => "pipe",
                b"=" => "match",
                b"&" => "capture",
                b"__block__" | b"__aliases__" | b"{}" | b"%{}" | b"%" | b"<<>>" | b"." | b"->" | b"::"
                | b"when" | b"<-" | b"\\\\" | b"^" | b"@" | b"|" => return None,
                [b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.., ..]
                    if !matches!(name, b"and" | b"or" | b"in" | b"not") =>
                {
                    "call"
                }
                _ if arguments.is_empty() => return None,
                _ => "operator",
            },
            _ => return None,
        })
    }

    /// A hash of the tree below every node, without metadata: 32-bit FNV-1a.
    fn content_hashes(&self) -> HashMap<NodeId, u32> {
        let mut hashes = HashMap::new();
        let mut todo = vec![(self.root(), false)];
        while let Some((node, children_done)) = todo.pop() {
            if !children_done {
                todo.push((node, true));
                todo.extend(self.children(node).map(|child| (child, false)));
                continue;
            }
            let mut hash = Hash(0x811c_9dc5);
            match self.term(node) {
                Term::Integer(value) => hash.add(b"i").add(&value.to_le_bytes()),
                Term::BigInteger(text) => hash.add(b"I").add(text.as_bytes()),
                Term::Float(value) => hash.add(b"f").add(&value.to_le_bytes()),
                Term::Atom(name) => hash.add(b"a").add(name),
                Term::Binary(text) => hash.add(b"b").add(text),
                Term::Charlist(text) => hash.add(b"c").add(text),
                Term::List(_) => hash.add(b"l"),
                Term::Pair(..) => hash.add(b"p"),
                Term::Call(name, _) => hash.add(b"C").add(name),
                Term::Variable(name) => hash.add(b"v").add(name),
                Term::Apply(..) => hash.add(b"A"),
            };
            for child in self.children(node) {
                let below = hashes.get(&child).copied().unwrap_or(0u32);
                hash.add(&below.to_le_bytes());
            }
            hashes.insert(node, hash.0);
        }
        hashes
    }
}

struct Hash(u32);

impl Hash {
    /// A piece, ended by a byte that no UTF-8 text holds.
    fn add(&mut self, piece: &[u8]) -> &mut Hash {
        for byte in piece.iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
        self
    }
}

impl Walk {
    fn give(&mut self, node: NodeId, id: String) {
        let count = self.given.entry(id.clone()).or_insert(0);
        *count += 1;
        let id = if *count == 1 { id } else { format!("{id}~{count}") };
        self.ids.push((node, id));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::{Options, parse};

    fn ids(source: &str) -> Vec<String> {
        let mut ast = parse(source, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
        ast.add_node_ids().into_iter().map(|(_, id)| id).collect()
    }

    const CART: &str = "defmodule Shop.Cart do
  def total(cart, tax \\\\ 0)
  def total([], _), do: 0
  def total(items, tax) when tax > 0 do
    case items do
      [a] -> f(a)
      _ -> f(a)
    end
  end
  defmodule Item do
    defp +a, do: a
  end
  defimpl Inspect, for: [Item] do
  end
end";

    #[test]
    fn definitions_are_named_by_module_arity_and_clause() {
        let ids = ids(CART);
        let definitions: Vec<&str> = ids
            .iter()
            .map(String::as_str)
            .filter(|id| !id.contains(':'))
            .collect();
        assert_eq!(
            definitions,
            [
                "Shop.Cart",
                "Shop.Cart#total/2",
                "Shop.Cart#total/2@1",
                "Shop.Cart#total/2@2",
                "Shop.Cart.Item",
                "Shop.Cart.Item#+/1@1",
                "Shop.Cart.Inspect.?",
            ]
        );
        assert!(ids.iter().any(|id| id.starts_with("Shop.Cart#total/2@2:case:")));
    }

    #[test]
    fn equal_expressions_are_told_apart() {
        let ids = ids(CART);
        let distinct: HashSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
        let calls = ids.iter().filter(|id| id.contains("@2:call:"));
        assert_eq!(calls.filter(|id| id.ends_with("~2")).count(), 1);
    }

    #[test]
    fn formatting_and_what_stands_elsewhere_change_no_id() {
        let before: HashSet<String> = ids(CART).into_iter().collect();
        let edited = CART
            .replace("    case items do", "    # why\n    case(items) do\n")
            .replace(
                "  defmodule Item do",
                "  def other(x), do: g(x)\n\n  defmodule Item do",
            );
        let after: HashSet<String> = ids(&edited).into_iter().collect();
        let lost: Vec<&String> = before.difference(&after).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn the_key_is_in_the_metadata() {
        let mut ast = parse("f(1)", &Options::default()).unwrap_or_else(|error| panic!("{error}"));
        let given = ast.add_node_ids();
        let id = &given[0].1;
        assert_eq!(
            ast.to_quoted(),
            format!(
                "{{:f, [elixir_ast_node_id: \"{}\", line: 1, column: 1], [1]}}",
                id
            )
        );
    }
}
