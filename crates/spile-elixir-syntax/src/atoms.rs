//! Interned atoms: each distinct name once, in order of first use.

use std::sync::OnceLock;

/// An atom of one [`crate::Ast`]; equal names are equal atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Atom(pub(crate) u32);

macro_rules! known_atoms {
    ($($name:ident = $text:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Index { $($name),* }
        /// Atoms that every table begins with.
        #[allow(missing_docs)]
        impl Atom {
            $(pub(crate) const $name: Atom = Atom(Index::$name as u32);)*
        }
        const KNOWN: &[&str] = &[$($text),*];
    };
}

known_atoms! {
    NIL = "nil", TRUE = "true", FALSE = "false",
    BLOCK = "__block__", ALIASES = "__aliases__",
    DO = "do", END = "end", FN = "fn", AFTER = "after", ELSE = "else", CATCH = "catch", RESCUE = "rescue",
    NOT = "not", AND = "and", OR = "or", WHEN = "when", IN = "in",
    ARROW = "->", ASSOC = "=>", DOT = ".", RANGE = "..", RANGE_STEP = "..//", STEP = "//", SLASH = "/", ELLIPSIS = "...",
    BITS = "<<>>", MAP = "%{}", STRUCT = "%", TUPLE = "{}", CAPTURE = "&", AT = "@", BANG = "!", PIN = "^",
    PLUS = "+", MINUS = "-", TIMES = "*", POWER = "**", LESS = "<", GREATER = ">", MATCH = "=", PIPE = "|",
    TYPE = "::", LEFT_ARROW = "<-", DEFAULT = "\\\\",
    BITNOT = "~~~", EQ3 = "===", NEQ3 = "!==", AND3 = "&&&", OR3 = "|||", XOR3 = "^^^", CONCAT3 = "+++", MINUS3 = "---",
    SHL = "<<<", SHR = ">>>", TILDE_RIGHT2 = "~>>", TILDE_LEFT2 = "<<~", TILDE_BOTH = "<~>", PIPE_BOTH = "<|>",
    CONCAT = "++", SUBTRACT = "--", JOIN = "<>", PIPE_RIGHT = "|>", TILDE_RIGHT = "~>", TILDE_LEFT = "<~",
    EQ = "==", MATCHES = "=~", NEQ = "!=", LE = "<=", GE = ">=", AND2 = "&&", OR2 = "||",
    KERNEL = "Elixir.Kernel", TO_STRING = "to_string", LIST_MODULE = "Elixir.List", TO_CHARLIST = "to_charlist",
    ACCESS = "Elixir.Access", GET = "get", ERLANG = "erlang", BINARY_TO_ATOM = "binary_to_atom", BINARY = "binary",
    UTF8 = "utf8", UNQUOTE_SPLICING = "unquote_splicing",
}

/// All atoms of one source.
#[derive(Debug, Clone)]
pub(crate) struct Atoms {
    text: Vec<u8>,
    spans: Vec<(u32, u32)>,
    /// Open addressing; 0 is empty, else index + 1.
    slots: Vec<u32>,
}

impl Atoms {
    /// The known atoms only.
    pub(crate) fn new() -> Self {
        static START: OnceLock<Atoms> = OnceLock::new();
        START
            .get_or_init(|| {
                let mut atoms = Atoms {
                    text: Vec::new(),
                    spans: Vec::new(),
                    slots: vec![0; 1024],
                };
                for name in KNOWN {
                    atoms.intern(name.as_bytes());
                }
                atoms
            })
            .clone()
    }

    /// No atoms at all: what is left behind when a table is moved away.
    pub(crate) fn empty() -> Self {
        Atoms {
            text: Vec::new(),
            spans: Vec::new(),
            slots: Vec::new(),
        }
    }

    pub(crate) fn intern(&mut self, name: &[u8]) -> Atom {
        let mask = self.slots.len() - 1;
        let mut slot = hash(name) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => break,
                found if self.bytes(Atom(found - 1)) == name => return Atom(found - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
        let start = self.text.len() as u32;
        self.text.extend_from_slice(name);
        self.spans.push((start, self.text.len() as u32));
        let atom = Atom(self.spans.len() as u32 - 1);
        self.slots[slot] = atom.0 + 1;
        if self.spans.len() * 2 > self.slots.len() {
            self.grow();
        }
        atom
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        let mut slots = vec![0; size];
        for index in 0..self.spans.len() as u32 {
            let mut slot = hash(self.bytes(Atom(index))) as usize & (size - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = index + 1;
        }
        self.slots = slots;
    }

    #[inline]
    pub(crate) fn bytes(&self, atom: Atom) -> &[u8] {
        let (start, end) = self.spans[atom.0 as usize];
        &self.text[start as usize..end as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }
}

/// The mixing of rustc's `FxHash`, over words of eight bytes.
#[inline]
fn hash(name: &[u8]) -> u64 {
    const SEED: u64 = 0x517c_c1b7_2722_0a95;
    let mut state = name.len() as u64;
    let mut words = name.chunks_exact(8);
    for word in &mut words {
        let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
        state = (state.rotate_left(5) ^ word).wrapping_mul(SEED);
    }
    let mut last = 0u64;
    for &byte in words.remainder() {
        last = last << 8 | u64::from(byte);
    }
    state = (state.rotate_left(5) ^ last).wrapping_mul(SEED);
    state ^ (state >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_are_equal_atoms_however_many_there_are() {
        let mut atoms = Atoms::new();
        assert_eq!(atoms.intern(b"nil"), Atom::NIL);
        assert_eq!(atoms.intern(b"unquote_splicing"), Atom::UNQUOTE_SPLICING);
        let names: Vec<String> = (0..5000).map(|n| format!("name_{n}")).collect();
        let first: Vec<Atom> = names.iter().map(|n| atoms.intern(n.as_bytes())).collect();
        let again: Vec<Atom> = names.iter().map(|n| atoms.intern(n.as_bytes())).collect();
        assert_eq!(first, again);
        assert_eq!(atoms.bytes(first[4999]), b"name_4999");
    }
}
