//! The heads of definitions: `total(cart, tax \\ 0) when tax > 0`.

use spile_core::{Parameter, ParameterKind};
use spile_elixir_syntax::{NodeId, Term};
use spile_source::{ByteOffset, ByteRange};

use crate::outline::{Lowering, lossy};

/// What a head says.
pub(super) struct Head<'a> {
    /// The function's name; `unquote(name)` where the compiler finds it out, `?` where that is a longer expression.
    pub(super) name: String,
    pub(super) name_range: ByteRange,
    pub(super) parameters: &'a [NodeId],
    pub(super) guard: Option<NodeId>,
    /// None where the compiler finds it out.
    pub(super) arity: Option<u32>,
}

impl Head<'_> {
    /// `name/arity`.
    pub(super) fn path(&self) -> String {
        match self.arity {
            Some(arity) => format!("{}/{arity}", self.name),
            None => format!("{}/?", self.name),
        }
    }
}

impl<'a> Lowering<'a> {
    /// What the head of a definition says; none where it is no head.
    pub(super) fn head(&self, node: NodeId) -> Option<Head<'a>> {
        Some(match self.term(node) {
            Term::Call(b"when", [head, guard]) => Head {
                guard: Some(*guard),
                ..self.head(*head)?
            },
            Term::Call(b"__block__", [head]) => self.head(*head)?,
            // The whole head is somebody else's.
            Term::Call(b"unquote", [value]) => Head {
                name: self.unquoted_name(*value),
                name_range: self.range(node),
                parameters: &[],
                guard: None,
                arity: None,
            },
            Term::Call(name, parameters) => Head {
                name: lossy(name),
                name_range: self.name_range(node, name),
                parameters,
                guard: None,
                arity: self.arity(parameters),
            },
            Term::Variable(name) => Head {
                name: lossy(name),
                name_range: self.name_range(node, name),
                parameters: &[],
                guard: None,
                arity: Some(0),
            },
            // `unquote(name)(a, b)`
            Term::Apply(callee, parameters) => match self.term(callee) {
                Term::Call(b"unquote", [value]) => Head {
                    name: self.unquoted_name(*value),
                    name_range: self.range(callee),
                    parameters,
                    guard: None,
                    arity: self.arity(parameters),
                },
                _ => return None,
            },
            _ => return None,
        })
    }

    fn unquoted_name(&self, value: NodeId) -> String {
        match self.term(value) {
            Term::Atom(name) => lossy(name),
            Term::Variable(name) => format!("unquote({})", lossy(name)),
            _ => "?".into(),
        }
    }

    /// None when some of the parameters are spliced in.
    fn arity(&self, parameters: &[NodeId]) -> Option<u32> {
        let is_spliced = |node: &NodeId| matches!(self.term(*node), Term::Call(b"unquote_splicing", _));
        (!parameters.iter().any(is_spliced)).then_some(parameters.len() as u32)
    }

    /// Where the name in a head stands: at its start but for operators.
    fn name_range(&self, node: NodeId, name: &[u8]) -> ByteRange {
        let range = self.range(node);
        let text = self.text(node);
        let Some(at) = std::str::from_utf8(name).ok().and_then(|name| text.find(name)) else {
            return range;
        };
        let start = range.start().to_usize() + at;
        ByteRange::new(
            ByteOffset::new(start as u32),
            ByteOffset::new((start + name.len()) as u32),
        )
    }

    pub(super) fn described(&self, parameters: &[NodeId]) -> Vec<Parameter> {
        let describe = |node: &NodeId| {
            let (pattern, has_default) = match self.term(*node) {
                Term::Call(b"\\\\", [pattern, _]) => (*pattern, true),
                _ => (*node, false),
            };
            Parameter {
                name: match self.term(pattern) {
                    Term::Variable(name) => lossy(name),
                    _ => self.text(pattern).to_owned(),
                },
                kind: ParameterKind::Plain,
                has_default,
            }
        };
        parameters.iter().map(describe).collect()
    }
}
