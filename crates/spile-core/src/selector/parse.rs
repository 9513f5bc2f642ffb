//! Selector text to selector.

use std::ops::Range;

use super::argument::{Argument, Parsed, bounds, glob_error, glob_or_id, lines, node_id};
use super::{Atom, Expression, Selector, SelectorError, Word};
use crate::Visibility;
use crate::glob::{ModuleGlob, NameGlob, PathGlob};
use crate::nearest::nearest;

/// Selectors inside each other, before the text is refused rather than the stack overflown.
const MAX_DEPTH: usize = 100;

/// The selectors with something in parentheses.
pub(super) const FUNCTIONS: [&str; 18] = [
    "module",
    "file",
    "name",
    "kind",
    "decorator",
    "base",
    "parameters",
    "arity",
    "line",
    "size",
    "calls",
    "assigns",
    "code",
    "pattern",
    "in",
    "has",
    "not",
    "id",
];

/// The selectors that are one word.
const WORDS: [&str; 4] = ["project", "public", "private", "trivial"];

pub(super) fn parse(text: &str) -> Result<Selector, SelectorError> {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
    };
    let root = parser.any()?;
    parser.skip_space();
    if parser.at < text.len() {
        let rest = parser.at..text.len();
        let error = SelectorError::new("the selector ends before this", rest);
        return Err(match text.as_bytes()[parser.at] {
            b')' => error.with_help("leave out this parenthesis, or open it"),
            b',' => error.with_help("write `or` between selectors of which one is enough"),
            _ => error.with_help("write `and` or `or` between selectors"),
        });
    }
    Ok(Selector { root })
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eats(&mut self, character: char) -> bool {
        self.skip_space();
        let eats = self.rest().starts_with(character);
        if eats {
            self.at += character.len_utf8();
        }
        eats
    }

    /// The word at this place: up to a space, comma or parenthesis.
    fn peek_word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || "(),\"".contains(c));
        &rest[..end.unwrap_or(rest.len())]
    }

    fn eats_word(&mut self, word: &str) -> bool {
        self.skip_space();
        let eats = self.peek_word() == word;
        if eats {
            self.at += word.len();
        }
        eats
    }

    fn any(&mut self) -> Parsed<Expression> {
        let mut parts = vec![self.all()?];
        while self.eats_word("or") {
            parts.push(self.all()?);
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Expression::Any(parts),
        })
    }

    fn all(&mut self) -> Parsed<Expression> {
        let mut parts = vec![self.one()?];
        while self.eats_word("and") {
            parts.push(self.one()?);
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Expression::All(parts),
        })
    }

    fn one(&mut self) -> Parsed<Expression> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(
                SelectorError::new("the selector nests too deeply", self.at..self.text.len())
                    .with_help("give parts of it a name: [patterns.NAME]"),
            );
        }
        let expression = if self.eats_word("not") {
            Expression::Not(Box::new(self.one()?))
        } else if self.eats('(') {
            self.nested(self.at - 1)?
        } else {
            self.atom()?
        };
        self.depth -= 1;
        Ok(expression)
    }

    /// A selector up to the parenthesis that closes the one at `opened`.
    fn nested(&mut self, opened: usize) -> Parsed<Expression> {
        let inner = self.any()?;
        if self.eats(')') {
            return Ok(inner);
        }
        Err(SelectorError::new(
            "this parenthesis is never closed",
            opened..opened + 1,
        ))
    }

    fn atom(&mut self) -> Parsed<Expression> {
        self.skip_space();
        let start = self.at;
        let word = self.peek_word();
        if word.is_empty() {
            let what = match self.rest().chars().next() {
                None => SelectorError::new("here a selector is missing", start..start)
                    .with_help("write for example `shop.**` or `kind(method)`"),
                Some('"') => SelectorError::new("a selector is not quoted", start..start + 1)
                    .with_help("only what stands in parentheses may be: `file(\"src/**\")`"),
                Some(other) => {
                    SelectorError::new("here a selector is missing", start..start + other.len_utf8())
                }
            };
            return Err(what);
        }
        self.at += word.len();
        let span = start..self.at;
        if matches!(word, "and" | "or") {
            return Err(SelectorError::new(
                format!("before `{word}` a selector is missing"),
                span,
            ));
        }
        if self.rest().starts_with('(') {
            return self.function(word, span);
        }
        if FUNCTIONS.contains(&word) {
            let example = example_of(word);
            return Err(
                SelectorError::new(format!("`{word}` needs something in parentheses"), span)
                    .with_help(format!("write for example `{example}`")),
            );
        }
        let atom = match word {
            "project" => Atom::Project,
            "public" => Atom::Visibility(Visibility::Public),
            "private" => Atom::Visibility(Visibility::Private),
            "trivial" => Atom::Trivial,
            _ => glob_or_id(word, span)?,
        };
        Ok(Expression::Atom(atom))
    }

    fn function(&mut self, word: &str, span: Range<usize>) -> Parsed<Expression> {
        let opened = self.at;
        self.at += 1;
        match word {
            "in" => return Ok(Expression::In(Box::new(self.nested(opened)?))),
            "has" => return Ok(Expression::Has(Box::new(self.nested(opened)?))),
            _ if FUNCTIONS.contains(&word) => {}
            _ => {
                let error = SelectorError::new(format!("there is no selector `{word}(...)`"), span);
                return Err(if WORDS.contains(&word) {
                    error.with_help(format!("write `{word}` without parentheses"))
                } else if let Some(near) = nearest(word, FUNCTIONS) {
                    error.with_help(format!("did you mean `{near}`?"))
                } else {
                    error.with_help(format!("known are {}", FUNCTIONS.join(", ")))
                });
            }
        }
        let arguments = self.arguments(opened)?;
        let whole = span.start..self.at;
        if arguments.is_empty() {
            return Err(
                SelectorError::new(format!("`{word}` needs something in its parentheses"), whole)
                    .with_help(format!("write for example `{}`", example_of(word))),
            );
        }
        if !matches!(word, "kind" | "parameters") && arguments.len() > 1 {
            return Err(
                SelectorError::new(format!("`{word}` takes one thing"), arguments[1].span.clone())
                    .with_help(format!("write `{word}(...) or {word}(...)`")),
            );
        }
        let first = &arguments[0];
        let name_glob =
            || NameGlob::parse(&first.text).map_err(|error| glob_error(&error, first.span.clone()));
        let as_word = |argument: &Argument| Word {
            text: argument.text.clone(),
            span: argument.span.clone(),
        };
        let atom = match word {
            "module" => Atom::Module(
                ModuleGlob::parse(&first.text).map_err(|error| glob_error(&error, first.span.clone()))?,
            ),
            "file" => Atom::File(
                PathGlob::parse(&first.text).map_err(|error| glob_error(&error, first.span.clone()))?,
            ),
            "id" => node_id(&first.text, first.span.clone())?,
            "name" => Atom::Name(name_glob()?),
            "decorator" => Atom::Decorator(name_glob()?),
            "base" => Atom::Base(name_glob()?),
            "calls" => Atom::Calls(name_glob()?),
            "kind" => Atom::Kind(arguments.iter().map(as_word).collect()),
            "parameters" => {
                Atom::Parameters(arguments.iter().map(|argument| argument.text.clone()).collect())
            }
            "arity" => Atom::Arity(bounds(first)?),
            "size" => Atom::Size(bounds(first)?),
            "line" => lines(first)?,
            "assigns" => Atom::Assigns(first.text.clone()),
            "code" => Atom::Code(as_word(first)),
            _ => Atom::Pattern(as_word(first)),
        };
        Ok(Expression::Atom(atom))
    }

    /// What stands between the parenthesis at `opened` and the one that closes it, divided by commas.
    fn arguments(&mut self, opened: usize) -> Parsed<Vec<Argument>> {
        let mut arguments = Vec::new();
        loop {
            self.skip_space();
            match self.rest().chars().next() {
                None => {
                    return Err(SelectorError::new(
                        "this parenthesis is never closed",
                        opened..opened + 1,
                    ));
                }
                Some(')') => {
                    self.at += 1;
                    return Ok(arguments);
                }
                Some('"') => arguments.push(self.quoted()?),
                Some(_) => arguments.push(self.bare()?),
            }
            self.skip_space();
            if self.eats(',') {
                self.skip_space();
                if self.rest().starts_with([',', ')']) {
                    return Err(SelectorError::new(
                        "between commas something is missing",
                        self.at..self.at + 1,
                    ));
                }
            } else if !self.rest().starts_with(')') && !self.rest().is_empty() {
                let next = self.rest().chars().next().map_or(0, char::len_utf8);
                return Err(SelectorError::new(
                    "here a comma or a parenthesis is missing",
                    self.at..self.at + next,
                )
                .with_help("what holds spaces, commas or parentheses is quoted: \"...\""));
            }
        }
    }

    /// `"..."`, in which `\"` and `\\` stand for `"` and `\`.
    fn quoted(&mut self) -> Parsed<Argument> {
        let start = self.at;
        let mut text = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.at = start + at + 1;
                    return Ok(Argument {
                        text,
                        span: start..self.at,
                        is_quoted: true,
                    });
                }
                '\\' => match characters.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                    _ => {
                        let at = start + at;
                        return Err(SelectorError::new("nothing is escaped so", at..at + 1)
                            .with_help("known are \\\", \\\\ and \\n"));
                    }
                },
                _ => text.push(character),
            }
        }
        Err(SelectorError::new("this text is never closed", start..start + 1).with_help("write \" behind it"))
    }

    /// Up to a comma or a parenthesis; `()` may be in it, and comparisons.
    fn bare(&mut self) -> Parsed<Argument> {
        let start = self.at;
        let mut end = start;
        let bytes = self.text.as_bytes();
        while end < bytes.len() && !matches!(bytes[end], b',' | b')' | b'"') {
            if bytes[end] == b'(' {
                if bytes.get(end + 1) != Some(&b')') {
                    return Err(SelectorError::new("in parentheses stand no others", end..end + 1)
                        .with_help("quote what holds them: \"...\""));
                }
                end += 1;
            }
            end += 1;
        }
        let text = self.text[start..end].trim_end();
        self.at = start + text.len();
        Ok(Argument {
            text: text.to_owned(),
            span: start..self.at,
            is_quoted: false,
        })
    }
}

fn example_of(word: &str) -> &'static str {
    match word {
        "module" => "module(shop.**)",
        "file" => "file(\"src/**/views.py\")",
        "name" => "name(Cart.*)",
        "kind" => "kind(method, generator)",
        "decorator" => "decorator(app.route)",
        "base" => "base(Model)",
        "parameters" => "parameters(self, request)",
        "arity" => "arity(>= 2)",
        "line" => "line(10-20)",
        "size" => "size(>= 5)",
        "calls" => "calls(requests.get)",
        "assigns" => "assigns(total)",
        "code" => "code(\"requests.get($URL, $$$)\")",
        "pattern" => "pattern(recursive_functions)",
        "id" => "id(\"shop.cart#Cart.total\")",
        "in" => "in(name(Cart))",
        "has" => "has(calls(requests.get))",
        _ => "not kind(lambda)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        Selector::parse(text).unwrap().to_string()
    }

    #[test]
    fn a_selector_prints_as_it_parses() {
        for (text, expect) in [
            ("shop.**", "shop.**"),
            ("module(shop.cart)", "shop.cart"),
            ("a.* or b.** and not  c", "a.* or b.** and not c"),
            ("(a or b) and c", "(a or b) and c"),
            ("not (a or b)", "not (a or b)"),
            ("((a))", "a"),
            ("shop.cart#Cart.*", "shop.cart#Cart.*"),
            ("m#f:return:3fa2b1c0~2", "m#f:return:3fa2b1c0~2"),
            ("kind( method ,generator )", "kind(method, generator)"),
            ("decorator(flask.Flask().route)", "decorator(flask.Flask().route)"),
            (
                "arity(>=2) or arity(< 2) or arity(2) or size(2-5)",
                "arity(>= 2) or arity(<= 1) or arity(2) or size(2-5)",
            ),
            (
                "file(src/**) or file(\"a b/*.py\")",
                "file(\"src/**\") or file(\"a b/*.py\")",
            ),
            ("has(calls(requests.get))", "has(calls(requests.get))"),
            (r#"code("f(\"x\", $A)")"#, r#"code("f(\"x\", $A)")"#),
            (
                "public and not trivial and pattern(views)",
                "public and not trivial and pattern(views)",
            ),
            ("line(10-20) or line(7)", "line(10-20) or line(7)"),
            ("parameters(self, request)", "parameters(self, request)"),
            (
                "module(project) or module(code)",
                "module(\"project\") or module(\"code\")",
            ),
            (
                "module(not) and module(public)",
                "module(\"not\") and module(\"public\")",
            ),
            ("id(\"shop.cart\")", "id(\"shop.cart\")"),
            ("shop#f/2", "shop#f/2"),
            ("name(\"a b\")", "name(\"a b\")"),
        ] {
            assert_eq!(canonical(text), expect, "{text}");
            assert_eq!(canonical(expect), expect);
        }
    }

    #[test]
    fn an_error_says_where_and_what_to_do() {
        for (text, span, says) in [
            ("", 0..0, "missing; write for example"),
            ("a and", 5..5, "missing"),
            ("a b", 2..3, "`and` or `or`"),
            ("(a", 0..1, "never closed"),
            ("kind(method", 4..5, "never closed"),
            ("decorater(x)", 0..9, "did you mean `decorator`?"),
            ("kind", 0..4, "kind(method, generator)"),
            ("arity(many)", 6..10, "is no number"),
            ("name(a, b)", 8..9, "takes one thing"),
            ("src/shop.py", 0..11, "files as"),
            ("a..b", 0..4, "is empty"),
            ("public()", 0..6, "without parentheses"),
            ("code(\"f(", 5..6, "never closed"),
            ("line(0)", 5..6, "line 1"),
            ("kind(a,,b)", 7..8, "something is missing"),
            ("module(\"a\tb\")", 7..12, "no module name"),
            ("file(\"./a\")", 5..10, "without `.`"),
        ] {
            let error = Selector::parse(text).unwrap_err();
            assert_eq!(error.span(), span, "{text}: {error}");
            assert!(error.to_string().contains(says), "{text}: {error}");
        }
    }

    #[test]
    fn depth_is_limited() {
        assert!(Selector::parse(&format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000))).is_err());
        assert!(Selector::parse(&"not ".repeat(100_000)).is_err());
    }
}
