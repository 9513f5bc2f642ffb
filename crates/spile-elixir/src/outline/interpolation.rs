//! Text with expressions in it, and sigils: `"total: #{x}"`, `~r/#{x}/i`.

use spile_core::{Role, SyntaxIdx};
use spile_elixir_syntax::{NodeId, Term};

use crate::outline::{Lowering, lossy};

/// The letters of a sigil, when `name` is what a sigil calls.
pub(super) fn sigil_letters(name: &[u8]) -> Option<&[u8]> {
    name.strip_prefix(b"sigil_").filter(|letters| !letters.is_empty())
}

impl<'a> Lowering<'a> {
    /// Whether a binary is written as text with expressions in it.
    pub(super) fn is_interpolation(&self, parts: &[NodeId]) -> bool {
        parts.iter().any(|part| self.interpolated(*part).is_some())
    }

    /// The expression of `#{...}`.
    fn interpolated(&self, part: NodeId) -> Option<NodeId> {
        let Term::Call(b"::", [value, _]) = self.term(part) else {
            return None;
        };
        let Term::Apply(callee, [inner]) = self.term(*value) else {
            return None;
        };
        let (module, name) = self.dot(callee)?;
        (self.term(module) == Term::Atom(b"Elixir.Kernel") && name == b"to_string").then_some(*inner)
    }

    pub(super) fn interpolation(&mut self, node: NodeId, parts: &[NodeId], role: Role) -> SyntaxIdx {
        self.node("interpolation", role, node, "", |this| this.text_parts(parts))
    }

    fn text_parts(&mut self, parts: &[NodeId]) {
        for part in parts {
            let inner = self.interpolated(*part).unwrap_or(*part);
            self.expr(inner, Role::Expression);
        }
    }

    /// `~r/.../i`
    pub(super) fn sigil(
        &mut self,
        node: NodeId,
        letters: &[u8],
        [content, modifiers]: [NodeId; 2],
        role: Role,
    ) -> SyntaxIdx {
        let name = lossy(letters);
        let Term::Call(b"<<>>", parts) = self.term(content) else {
            return self.node("sigil", role, node, &name, |this| this.all(&[content, modifiers]));
        };
        // The formatter makes `~c"abc"` of `'abc'`.
        if let (b"c", [text]) = (letters, parts)
            && let Term::Binary(text) = self.term(*text)
            && !text.contains(&b'\\')
        {
            return self.charlist(node, &lossy(text), role);
        }
        self.node("sigil", role, node, &name, |this| {
            this.text_parts(parts);
            this.modifiers(modifiers);
        })
    }

    /// The letters behind a sigil, when there are some.
    fn modifiers(&mut self, node: NodeId) {
        let letters: String = match self.term(node) {
            Term::Charlist(letters) => lossy(letters),
            // As quoted code has them.
            Term::List(letters) => letters
                .iter()
                .filter_map(|letter| match self.term(*letter) {
                    Term::Integer(letter) => char::from_u32(u32::try_from(letter).ok()?),
                    _ => None,
                })
                .collect(),
            _ => return,
        };
        if !letters.is_empty() {
            self.tree
                .leaf("modifiers", Role::Part, self.range(node), &letters);
        }
    }
}
