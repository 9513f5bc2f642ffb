//! Tokens as Erlang's parser shows them in its errors: of most tokens the value, of others the whole tuple that Elixir's
//! tokenizer makes.

use super::*;
use crate::output::erlang::{self, Otp, Term};
use crate::token::Part;

impl Parser<'_, '_> {
    pub(super) fn token_text(&self, token: &Token) -> String {
        match token.kind {
            Tok::Eof => String::new(),
            Tok::Eol => "eol".into(),
            Tok::Char => erlang::char_token(token.value),
            Tok::BinHeredoc | Tok::ListHeredoc | Tok::Sigil => erlang::print(&self.token_term(token, false)),
            Tok::NotInOp if self.since(ElixirVersion::V1_19) => erlang::print(&self.token_term(token, false)),
            kind => match symbol(kind) {
                Some(symbol) => erlang::atom(symbol.as_bytes(), self.otp()),
                None => erlang::print(&self.value(token)),
            },
        }
    }

    fn otp(&self) -> Otp {
        self.version.into()
    }

    fn atom_term(&self, atom: Atom) -> Term {
        Term::atom(self.ast.atoms.bytes(atom), self.otp())
    }

    /// `{kind, {line, column, extra}, value}`, as Elixir's tokenizer makes it; `after_dot` of what a dot calls.
    fn token_term(&self, token: &Token, after_dot: bool) -> Term {
        let location = Term::tuple(vec![
            Term::number(token.line),
            Term::number(token.column),
            self.extra(token, after_dot),
        ]);
        let kind = |name: &str| Term::atom(name.as_bytes(), self.otp());
        if let Some(symbol) = symbol(token.kind) {
            return Term::tuple(vec![kind(symbol), location]);
        }
        let mut parts = vec![kind(category(token.kind)), location];
        match token.kind {
            Tok::Eol => {}
            Tok::BinHeredoc | Tok::ListHeredoc => {
                let data = self.lexed.strings[token.value as usize];
                parts.push(Term::number(data.indentation.unwrap_or(0)));
                parts.push(self.value(token));
            }
            Tok::Sigil => {
                let data = self.lexed.strings[token.value as usize];
                let (start, end) = data.modifiers;
                let name = self.ast.atoms.bytes(data.name);
                parts.push(if self.since(ElixirVersion::V1_15) {
                    Term::atom(name, self.otp())
                } else {
                    Term::number(name.last().copied().unwrap_or(0))
                });
                parts.push(self.value(token));
                parts.push(Term::string(&self.ast.source[start as usize..end as usize]));
                parts.push(data.indentation.map_or_else(Term::nil, Term::number));
                parts.push(Term::binary(data.delimiter.as_bytes(), self.otp()));
            }
            Tok::NotInOp if self.since(ElixirVersion::V1_19) => {
                let place = self.lexed.not_ins[token.value as usize];
                parts.push(self.value(token));
                parts.push(place_term(place));
            }
            _ => parts.push(self.value(token)),
        }
        Term::tuple(parts)
    }

    /// What is behind line and column.
    fn extra(&self, token: &Token, after_dot: bool) -> Term {
        let written = &self.ast.source[token.start as usize..token.end as usize];
        let counted = |newlines: u32| match newlines {
            0 => Term::nil(),
            newlines => Term::number(newlines),
        };
        match token.kind {
            Tok::Eol | Tok::Semi | Tok::Comma => Term::number(token.newlines),
            Tok::Int => Term::text(erlang::decimal(written)),
            Tok::Flt => Term::text(erlang::float(self.lexed.floats[token.value as usize])),
            Tok::Char => Term::string(written),
            Tok::Sigil if self.since(ElixirVersion::V1_20) => {
                let end = self.lexed.strings[token.value as usize].end;
                Term::tuple(vec![Term::number(end.line), Term::number(end.column)])
            }
            _ if token.delimiter != 0 && self.since(ElixirVersion::V1_18) => Term::number(token.delimiter),
            Tok::Identifier
            | Tok::ParenIdentifier
            | Tok::BracketIdentifier
            | Tok::DoIdentifier
            | Tok::OpIdentifier
            | Tok::KwIdentifier
            | Tok::Alias
            | Tok::Atom
                if token.delimiter == 0 =>
            {
                self.name_as_written(token, after_dot)
            }
            _ => counted(token.newlines),
        }
    }

    /// The name, of names; nil of operators that are used as names, unless they are called behind a dot.
    fn name_as_written(&self, token: &Token, after_dot: bool) -> Term {
        let name = String::from_utf8_lossy(self.ast.atoms.bytes(Atom(token.value)));
        let is_name =
            name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_' || first > '\u{7F}');
        let is_call = !matches!(token.kind, Tok::Atom | Tok::KwIdentifier);
        let operator_words = [Atom::NOT, Atom::AND, Atom::OR, Atom::WHEN, Atom::IN];
        let is_operator = if is_call {
            let is_word = operator_words.contains(&Atom(token.value));
            let is_ellipsis = token.value == Atom::ELLIPSIS.0;
            !after_dot && (is_word || !(is_name || is_ellipsis))
        } else {
            !is_name
        };
        if is_operator {
            Term::nil()
        } else {
            Term::string(&name)
        }
    }

    fn value(&self, token: &Token) -> Term {
        let written = &self.ast.source[token.start as usize..token.end as usize];
        match token.kind {
            Tok::Int | Tok::Flt => Term::string(written),
            Tok::Char => Term::number(token.value),
            Tok::NotInOp => Term::atom(b"not in", self.otp()),
            Tok::BinString
            | Tok::ListString
            | Tok::AtomUnsafe
            | Tok::KwUnsafe
            | Tok::BinHeredoc
            | Tok::ListHeredoc
            | Tok::Sigil => self.parts_term(token),
            _ => self.atom_term(Atom(token.value)),
        }
    }

    /// The parts of a string: texts, and the tokens of interpolations.
    fn parts_term(&self, token: &Token) -> Term {
        let data = self.lexed.strings[token.value as usize];
        let parts = &self.lexed.parts[data.parts.0 as usize..data.parts.1 as usize];
        let bytes = |text: &[u8], start: u32, len: u32| {
            Term::binary(&text[start as usize..(start + len) as usize], self.otp())
        };
        let term = |part: &Part| match *part {
            Part::Source(start, len) => bytes(self.ast.source.as_bytes(), start, len),
            Part::Text(start, len) => bytes(&self.ast.text, start, len),
            Part::Interpolation {
                tokens, begin, end, ..
            } => Term::tuple(vec![
                place_term(begin),
                place_term(end),
                self.tokens_term(&self.lexed.inner[tokens.0 as usize..tokens.1 as usize]),
            ]),
        };
        Term::list(parts.iter().map(term).collect())
    }

    fn tokens_term(&self, tokens: &[Token]) -> Term {
        let mut after_dot = false;
        let mut terms = Vec::with_capacity(tokens.len());
        for token in tokens.iter().filter(|token| token.kind != Tok::Eof) {
            terms.push(self.token_term(token, after_dot));
            after_dot = token.kind == Tok::Dot;
        }
        Term::list(terms)
    }
}

fn place_term(place: Place) -> Term {
    Term::tuple(vec![
        Term::number(place.line),
        Term::number(place.column),
        Term::nil(),
    ])
}

/// Tokens that are nothing but their kind.
fn symbol(kind: Tok) -> Option<&'static str> {
    Some(match kind {
        Tok::Semi => ";",
        Tok::Comma => ",",
        Tok::Dot => ".",
        Tok::OpenParen => "(",
        Tok::CloseParen => ")",
        Tok::OpenBracket => "[",
        Tok::CloseBracket => "]",
        Tok::OpenCurly => "{",
        Tok::CloseCurly => "}",
        Tok::OpenBit => "<<",
        Tok::CloseBit => ">>",
        Tok::MapOp => "%{}",
        Tok::Percent => "%",
        Tok::True => "true",
        Tok::False => "false",
        Tok::Nil => "nil",
        Tok::Do => "do",
        Tok::End => "end",
        Tok::Fn => "fn",
        _ => return None,
    })
}

fn category(kind: Tok) -> &'static str {
    match kind {
        Tok::Identifier => "identifier",
        Tok::ParenIdentifier => "paren_identifier",
        Tok::BracketIdentifier => "bracket_identifier",
        Tok::DoIdentifier => "do_identifier",
        Tok::OpIdentifier => "op_identifier",
        Tok::KwIdentifier => "kw_identifier",
        Tok::KwUnsafe => "kw_identifier_unsafe",
        Tok::Alias => "alias",
        Tok::Atom => "atom",
        Tok::AtomQuoted => "atom_quoted",
        Tok::AtomUnsafe => "atom_unsafe",
        Tok::BinString => "bin_string",
        Tok::ListString => "list_string",
        Tok::BinHeredoc => "bin_heredoc",
        Tok::ListHeredoc => "list_heredoc",
        Tok::Sigil => "sigil",
        Tok::Int => "int",
        Tok::Flt => "flt",
        Tok::Char => "char",
        Tok::BlockIdentifier => "block_identifier",
        Tok::Eol => "eol",
        Tok::DotCallOp => "dot_call_op",
        Tok::AtOp => "at_op",
        Tok::UnaryOp => "unary_op",
        Tok::CaptureOp => "capture_op",
        Tok::CaptureInt => "capture_int",
        Tok::EllipsisOp => "ellipsis_op",
        Tok::DualOp => "dual_op",
        Tok::TernaryOp => "ternary_op",
        Tok::CompOp => "comp_op",
        Tok::AndOp => "and_op",
        Tok::OrOp => "or_op",
        Tok::ArrowOp => "arrow_op",
        Tok::MatchOp => "match_op",
        Tok::InOp | Tok::NotInOp => "in_op",
        Tok::InMatchOp => "in_match_op",
        Tok::TypeOp => "type_op",
        Tok::MultOp => "mult_op",
        Tok::PowerOp => "power_op",
        Tok::ConcatOp => "concat_op",
        Tok::RangeOp => "range_op",
        Tok::XorOp => "xor_op",
        Tok::PipeOp => "pipe_op",
        Tok::StabOp => "stab_op",
        Tok::WhenOp => "when_op",
        Tok::AssocOp => "assoc_op",
        Tok::RelOp => "rel_op",
        // The rest are symbols.
        _ => "",
    }
}
