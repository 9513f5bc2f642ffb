//! Reserved words.

use super::{Lexer, Result};
use crate::atoms::Atom;
use crate::error::SyntaxError;
use crate::token::Tok;
use crate::version::ElixirVersion;

impl Lexer<'_> {
    /// Pushes the token of a reserved word, `len` bytes long; false when `atom` is none.
    pub(super) fn keyword(&mut self, atom: Atom, len: usize) -> Result<bool> {
        match atom {
            Atom::TRUE => self.push(Tok::True, atom.0, 0, len),
            Atom::FALSE => self.push(Tok::False, atom.0, 0, len),
            Atom::NIL => self.push(Tok::Nil, atom.0, 0, len),
            Atom::FN => {
                self.open(Tok::Fn, self.place());
                self.push(Tok::Fn, atom.0, 0, len);
            }
            Atom::DO => self.do_keyword(len)?,
            Atom::END => {
                let place = self.place();
                self.close(Tok::End, place)?;
                self.push(Tok::End, atom.0, 0, len);
            }
            Atom::AFTER | Atom::ELSE | Atom::CATCH | Atom::RESCUE => {
                self.push(Tok::BlockIdentifier, atom.0, 0, len);
            }
            Atom::NOT => self.operator_word(Tok::UnaryOp, atom, len),
            Atom::AND => self.operator_word(Tok::AndOp, atom, len),
            Atom::OR => self.operator_word(Tok::OrOp, atom, len),
            Atom::WHEN => self.operator_word(Tok::WhenOp, atom, len),
            Atom::IN => self.operator_word(Tok::InOp, atom, len),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn operator_word(&mut self, kind: Tok, atom: Atom, len: usize) {
        let after = self.after_space(self.at + len);
        if self.bytes.get(after) == Some(&b'/') {
            self.push(Tok::Identifier, atom.0, 0, len);
            return;
        }
        let newlines = self.newlines_before();
        if kind == Tok::InOp
            && let Some(not) = self.last().copied()
            && not.kind == Tok::UnaryOp
            && not.value == Atom::NOT.0
        {
            self.out.not_ins.push(self.place());
            self.tokens.pop();
            self.drop_eol();
            let index = self.out.not_ins.len() as u32 - 1;
            self.push(Tok::NotInOp, index, not.newlines, len);
            if let Some(token) = self.tokens.last_mut() {
                (token.start, token.line, token.column) = (not.start, not.line, not.column);
            }
            return;
        }
        if kind != Tok::UnaryOp {
            self.drop_eol();
        }
        self.push(kind, atom.0, newlines, len);
    }

    fn do_keyword(&mut self, len: usize) -> Result<()> {
        let place = self.place();
        match self.last_kind() {
            Tok::Identifier => {
                if let Some(token) = self.tokens.last_mut() {
                    token.kind = Tok::DoIdentifier;
                }
            }
            Tok::Fn => {
                let please = if self.version < ElixirVersion::V1_15 {
                    ""
                } else {
                    "\n\nPlease remove the \"do\" keyword"
                };
                let suffix = format!(
                    ". Anonymous functions are written as:\n\n    fn pattern -> expression end{please}"
                );
                return Err(SyntaxError::around(
                    place,
                    "unexpected reserved word: ",
                    "do",
                    suffix,
                ));
            }
            Tok::Comma | Tok::Semi => {
                return Err(SyntaxError::around(
                    place,
                    "unexpected reserved word: ",
                    "do",
                    INVALID_DO,
                ));
            }
            _ => self.drop_eol(),
        }
        self.open(Tok::Do, place);
        self.push(Tok::Do, Atom::DO.0, 0, len);
        Ok(())
    }
}

/// What Elixir says behind a misplaced `do`.
pub(crate) const INVALID_DO: &str = ". In case you wanted to write a \"do\" expression, \
you must either use do-blocks or separate the keyword argument with comma. \
For example, you should either write:\n\n    \
if some_condition? do\n      :this\n    else\n      :that\n    end\n\n\
or the equivalent construct:\n\n    \
if(some_condition?, do: :this, else: :that)\n\n\
where \"some_condition?\" is the first argument and the second argument is a keyword list.\n\n\
You may see this error if you forget a trailing comma before the \"do\" in a \"do\" block";
