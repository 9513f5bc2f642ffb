//! Tokens as Erlang's parser shows them in its errors.

use super::*;
use crate::output::erlang;
use crate::token::Part;

impl Parser<'_, '_> {
    pub(super) fn token_text(&self, token: &Token) -> String {
        let source = &self.ast.source[token.start as usize..token.end as usize];
        let fixed = match token.kind {
            Tok::Eof => "",
            Tok::Eol => "eol",
            Tok::Semi => "';'",
            Tok::Comma => "','",
            Tok::Dot => "'.'",
            Tok::OpenParen => "'('",
            Tok::CloseParen => "')'",
            Tok::OpenBracket => "'['",
            Tok::CloseBracket => "']'",
            Tok::OpenCurly => "'{'",
            Tok::CloseCurly => "'}'",
            Tok::OpenBit => "'<<'",
            Tok::CloseBit => "'>>'",
            Tok::MapOp => "'%{}'",
            Tok::Percent => "'%'",
            Tok::True => "true",
            Tok::False => "false",
            Tok::Nil => "nil",
            Tok::Do => "do",
            Tok::End => "'end'",
            Tok::Fn => "fn",
            Tok::Int | Tok::Flt => return erlang::string(source),
            Tok::Char => return erlang::char_token(token.value),
            Tok::NotInOp => {
                if !self.since(ElixirVersion::V1_19) {
                    return "'not in'".into();
                }
                let place = self.lexed.not_ins[token.value as usize];
                let count = |newlines: u32| match newlines {
                    0 => "nil".to_owned(),
                    newlines => newlines.to_string(),
                };
                return format!(
                    "{{in_op,{{{},{},{}}},'not in',{{{},{},nil}}}}",
                    token.line,
                    token.column,
                    count(token.newlines),
                    place.line,
                    place.column
                );
            }
            Tok::BinString | Tok::ListString | Tok::AtomUnsafe | Tok::KwUnsafe => {
                return self.parts_text(token);
            }
            Tok::BinHeredoc | Tok::ListHeredoc => {
                let kind = if token.kind == Tok::BinHeredoc {
                    "bin_heredoc"
                } else {
                    "list_heredoc"
                };
                let data = self.lexed.strings[token.value as usize];
                return format!(
                    "{{{kind},{{{},{},nil}},{},{}}}",
                    token.line,
                    token.column,
                    data.indentation.unwrap_or(0),
                    self.parts_text(token)
                );
            }
            Tok::Sigil => return self.sigil_text(token),
            _ => return self.atom_text(Atom(token.value)),
        };
        fixed.to_owned()
    }

    /// Erlang/OTP 27, which Elixir 1.18 and newer are used with, reserves two more words.
    fn atom_text(&self, atom: Atom) -> String {
        erlang::atom(self.ast.atoms.bytes(atom), self.since(ElixirVersion::V1_18))
    }

    /// The parts of a string that is all text.
    fn parts_text(&self, token: &Token) -> String {
        let data = self.lexed.strings[token.value as usize];
        let parts: Vec<String> = self.lexed.parts[data.parts.0 as usize..data.parts.1 as usize]
            .iter()
            .map(|part| match *part {
                Part::Source(start, len) => {
                    erlang::binary(&self.ast.source.as_bytes()[start as usize..(start + len) as usize])
                }
                Part::Text(start, len) => {
                    erlang::binary(&self.ast.text[start as usize..(start + len) as usize])
                }
                Part::Interpolation { begin, end, .. } => format!(
                    "{{{{{},{},nil}},{{{},{},nil}},[]}}",
                    begin.line, begin.column, end.line, end.column
                ),
            })
            .collect();
        format!("[{}]", parts.join(","))
    }

    fn sigil_text(&self, token: &Token) -> String {
        let data = self.lexed.strings[token.value as usize];
        let name = self.ast.atoms.bytes(data.name);
        let name = if self.since(ElixirVersion::V1_15) {
            erlang::atom(name, false)
        } else {
            name.last().map_or(String::new(), u8::to_string)
        };
        let behind = if self.since(ElixirVersion::V1_20) {
            format!("{{{},{}}}", data.end.line, data.end.column)
        } else {
            "nil".to_owned()
        };
        let modifiers = &self.ast.source[data.modifiers.0 as usize..data.modifiers.1 as usize];
        format!(
            "{{sigil,{{{},{},{behind}}},{name},{},{},{},{}}}",
            token.line,
            token.column,
            self.parts_text(token),
            erlang::string(modifiers),
            data.indentation
                .map_or("nil".into(), |columns| columns.to_string()),
            erlang::binary(data.delimiter.as_bytes())
        )
    }
}
