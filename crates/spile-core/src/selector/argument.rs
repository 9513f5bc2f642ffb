//! What the words and arguments of selectors say: globs, node IDs, numbers.

use std::ops::Range;

use super::{Atom, Bounds, SelectorError};
use crate::glob::{GlobError, ModuleGlob, NameGlob};
use crate::id_text::{IdError, NodeId};

/// Something between commas in parentheses.
pub(super) struct Argument {
    pub(super) text: String,
    pub(super) span: Range<usize>,
    pub(super) is_quoted: bool,
}

pub(super) type Parsed<T> = Result<T, SelectorError>;

pub(super) fn glob_error(error: &GlobError, span: Range<usize>) -> SelectorError {
    SelectorError::new(error.to_string(), span)
}

/// A node ID, in whatever spelling.
pub(super) fn node_id(text: &str, span: Range<usize>) -> Parsed<Atom> {
    let id: NodeId = text
        .parse()
        .map_err(|error: IdError| SelectorError::new(error.to_string(), span.clone()))?;
    if let Some((file, line)) = id.as_line() {
        return Err(SelectorError::new("a line of a file is no node ID", span)
            .with_help(format!("write `file(\"{file}\") and line({line})`")));
    }
    Ok(Atom::Id {
        text: text.to_owned(),
        id,
    })
}

/// Whether a word ends in an arity: `Shop.Cart.total/2`, `Shop.Cart.total/2@1`.
fn is_function(word: &str) -> bool {
    let Some((before, arity)) = word.rsplit_once('/') else {
        return false;
    };
    let arity = arity.split_once('@').map_or(arity, |(arity, _)| arity);
    before.contains('.')
        && !before.contains('/')
        && !arity.is_empty()
        && arity.bytes().all(|byte| byte.is_ascii_digit())
}

/// `shop.**`, `shop.cart#Cart.*`, or a node ID.
pub(super) fn glob_or_id(word: &str, span: Range<usize>) -> Parsed<Atom> {
    let Some((module, below)) = word.split_once('#') else {
        // The spellings of others: `MyModule:my_function/1`.
        if word.contains(':') {
            return node_id(word, span);
        }
        if is_function(word) {
            return node_id(word, span);
        }
        if word.contains('/') {
            let error = format!("{word:?} is neither a module glob nor a node ID");
            return Err(SelectorError::new(error, span).with_help(format!(
                "modules are named with dots (`shop.**`), files as `file(\"{word}\")`"
            )));
        }
        let glob = ModuleGlob::parse(word).map_err(|error| glob_error(&error, span))?;
        return Ok(Atom::Module(glob));
    };
    if below.contains([':', '/']) {
        return node_id(word, span);
    }
    let hash_at = span.start + module.len();
    let module_span = span.start..hash_at;
    let name_span = hash_at + 1..span.end;
    Ok(Atom::Definition {
        module: ModuleGlob::parse(module).map_err(|error| glob_error(&error, module_span))?,
        name: NameGlob::parse(below).map_err(|error| glob_error(&error, name_span))?,
    })
}

/// `2`, `>= 2`, `< 5`, `2-5`.
pub(super) fn bounds(argument: &Argument) -> Parsed<Bounds> {
    let text = argument.text.trim();
    let fail = || {
        SelectorError::new(
            format!("{text:?} is no number or comparison"),
            argument.span.clone(),
        )
        .with_help("write `2`, `2-5`, `>= 2`, `> 2`, `<= 2` or `< 2`")
    };
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| fail());
    let (least, most) = if argument.is_quoted {
        return Err(fail());
    } else if let Some(rest) = text.strip_prefix(">=") {
        (number(rest)?, u32::MAX)
    } else if let Some(rest) = text.strip_prefix("<=") {
        (0, number(rest)?)
    } else if let Some(rest) = text.strip_prefix('>') {
        (number(rest)?.checked_add(1).ok_or_else(fail)?, u32::MAX)
    } else if let Some(rest) = text.strip_prefix('<') {
        (0, number(rest)?.checked_sub(1).ok_or_else(fail)?)
    } else if let Some((least, most)) = text.split_once('-') {
        (number(least)?, number(most)?)
    } else {
        let number = number(text)?;
        (number, number)
    };
    if least > most {
        return Err(SelectorError::new(
            "no number is in this range",
            argument.span.clone(),
        ));
    }
    Ok(Bounds { least, most })
}

pub(super) fn lines(argument: &Argument) -> Parsed<Atom> {
    let Bounds { least, most } = bounds(argument)?;
    if least == 0 && most == 0 {
        return Err(SelectorError::new(
            "the first line is line 1",
            argument.span.clone(),
        ));
    }
    Ok(Atom::Line {
        first: least.max(1),
        last: most,
    })
}
