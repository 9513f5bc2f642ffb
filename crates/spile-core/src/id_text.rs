//! Node IDs as people write them: every scheme's own, and other common spellings.
//!
//! | text | what it names |
//! |---|---|
//! | `shop.cart` | the module |
//! | `shop.cart#Cart.total`, `shop.cart.Cart.total`, `shop.cart:Cart.total` | a definition |
//! | `shop.cart#Cart.total/1`, `shop.cart:Cart.total/1` | the same, when it takes one argument |
//! | `shop.cart#Cart.total:return:3fa2b1c0~2` | what is in it, by content |
//! | `shop.cart#Cart.total:return:3.0.1` | the same by its place |
//! | `shop.cart#:return:3fa2b1c000112233` | the same in the scheme `content` |
//! | `shop.cart#:node:17`, `node_17` | the 17th node, of any module without one |
//! | `shop.cart:Cart.total/1:body:expr_3` | the third statement of the body |
//! | `#Cart.total`, `#Cart.total:return:3fa2b1c0` | a definition, and what is in it, of any module |
//! | `shop/cart.py:12` | what is on a line of a file |

use std::fmt;
use std::str::FromStr;

use spile_source::ByteRange;

use crate::outline::{Definition, DefinitionIdx, NodeIdx, Outline, folded, without_clause, without_count};
use crate::syntax::{BODY, Role};

/// The text of a node ID, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeId {
    /// The module; none when any will do.
    module: Option<String>,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// The module, or a definition below it: which part is which depends on the modules that there are.
    Dotted(String),
    /// A definition's path; empty for the module itself.
    Definition(String),
    Hybrid {
        definition: String,
        kind: String,
        hash: u32,
        occurrence: u32,
    },
    Path {
        definition: String,
        kind: String,
        children: Vec<u32>,
    },
    Content {
        kind: String,
        hash: u64,
        occurrence: u32,
    },
    /// From 0.
    Sequential(u32),
    /// From 0.
    Statement {
        definition: String,
        number: u32,
    },
    Line {
        path: String,
        line: u32,
    },
}

/// Why a text is no node ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdError {
    text: String,
    reason: &'static str,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no node ID: {}", self.text, self.reason)
    }
}

impl std::error::Error for IdError {}

/// A number from 1 as one from 0.
fn ordinal(text: &str) -> Option<u32> {
    text.parse::<u32>().ok()?.checked_sub(1)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl FromStr for NodeId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let error = |reason| IdError {
            text: text.to_owned(),
            reason,
        };
        if text.is_empty() {
            return Err(error("it is empty"));
        }
        let (module, rest) = match text.split_once('#') {
            Some((module, rest)) => (module, rest),
            None => {
                if let Some(number) = text.strip_prefix("node_").filter(|number| is_digits(number)) {
                    let number = ordinal(number).ok_or_else(|| error("nodes are numbered from 1"))?;
                    return Ok(Self {
                        module: None,
                        place: Place::Sequential(number),
                    });
                }
                match text.rsplit_once(':') {
                    Some((path, line)) if is_digits(line) => {
                        let line = line.parse().ok().filter(|line| *line > 0);
                        return Ok(Self {
                            module: None,
                            place: Place::Line {
                                path: path.to_owned(),
                                line: line.ok_or_else(|| error("lines are numbered from 1"))?,
                            },
                        });
                    }
                    _ => {}
                }
                match text.split_once(':') {
                    Some((module, rest)) => (module, rest),
                    None => {
                        return Ok(Self {
                            module: None,
                            place: Place::Dotted(text.to_owned()),
                        });
                    }
                }
            }
        };
        let place = match rest.rsplitn(3, ':').collect::<Vec<_>>()[..] {
            // An operator: `Kernel.SpecialForms#::/2`.
            [_, "", _] => Place::Definition(rest.to_owned()),
            [content, kind, definition] => place_within(definition, kind, content).map_err(error)?,
            [definition] => Place::Definition(definition.to_owned()),
            _ => {
                return Err(error(
                    "behind a definition come a kind and a content, each after a colon",
                ));
            }
        };
        Ok(Self {
            module: Some(module.to_owned()).filter(|module| !module.is_empty()),
            place,
        })
    }
}

fn place_within(definition: &str, kind: &str, content: &str) -> Result<Place, &'static str> {
    let (content, occurrence) = match content.split_once('~') {
        None => (content, 0),
        Some((content, number)) => match ordinal(number).filter(|number| *number > 0) {
            Some(number) => (content, number),
            None => return Err("behind `~` stands a number from 2"),
        },
    };
    let is_hex = content
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let (definition, kind) = (definition.to_owned(), kind.to_owned());
    if let (8, true, Ok(hash)) = (content.len(), is_hex, u32::from_str_radix(content, 16)) {
        return Ok(Place::Hybrid {
            definition,
            kind,
            hash,
            occurrence,
        });
    }
    if let (16, true, Ok(hash)) = (content.len(), is_hex, u64::from_str_radix(content, 16)) {
        if !definition.is_empty() {
            return Err("16 digits are of the scheme `content`, which names no definition before them");
        }
        return Ok(Place::Content {
            kind,
            hash,
            occurrence,
        });
    }
    if occurrence > 0 {
        return Err("`~` can only stand behind 8 or 16 hexadecimal digits");
    }
    match (&*kind, ordinal(content), content.split_once('_')) {
        ("node", Some(number), _) if definition.is_empty() => return Ok(Place::Sequential(number)),
        (BODY, _, Some(("expr" | "stmt" | "statement", number))) => {
            let number = ordinal(number).ok_or("statements are numbered from 1")?;
            return Ok(Place::Statement { definition, number });
        }
        _ => {}
    }
    let children: Result<Vec<u32>, _> = content.split('.').map(str::parse).collect();
    match children {
        Ok(children) => Ok(Place::Path {
            definition,
            kind,
            children,
        }),
        Err(_) => {
            Err("its last part is neither 8 or 16 hexadecimal digits nor numbers with dots between them")
        }
    }
}

/// Whether a definition is what `path` says, which can have an arity behind it.
fn is_named(outline: &Outline, at: DefinitionIdx, path: &str) -> bool {
    let definition = outline.definition(at);
    if !definition.has_own_id() {
        return false;
    }
    let own = definition.path.as_str();
    // Without a clause, all of them are meant.
    let clause = without_count(own);
    let function = without_clause(clause);
    if own == path || function != clause && function == path {
        return true;
    }
    let Some((path, arity)) = path.rsplit_once('/') else {
        return false;
    };
    let n_parameters = definition.parameters.len();
    // What a method is called on is not counted everywhere.
    let takes = |arity: usize| {
        arity == n_parameters || arity + 1 == n_parameters && definition.labels.contains(&"method")
    };
    if own == path {
        return arity.parse().is_ok_and(takes);
    }
    // Where the arity is part of the path, what can be left out makes functions of fewer parameters.
    let first = outline.definition(outline.function_of(at));
    let n_left_out = first
        .parameters
        .iter()
        .filter(|parameter| parameter.has_default)
        .count();
    let is_function = own.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    let least = n_parameters.saturating_sub(n_left_out);
    is_function
        && arity
            .parse()
            .is_ok_and(|arity: usize| (least..n_parameters).contains(&arity))
}

impl NodeId {
    /// The file and the line, from 1, when it names those.
    pub fn as_line(&self) -> Option<(&str, u32)> {
        match &self.place {
            Place::Line { path, line } => Some((path, *line)),
            _ => None,
        }
    }

    /// The module that it says the node is in.
    pub fn module(&self) -> Option<&str> {
        self.module.as_deref()
    }

    /// Whether it says nothing of the module, or that it is this one.
    fn is_of(&self, module: &str) -> bool {
        self.module.as_deref().is_none_or(|own| own == module)
    }

    /// Whether a node of `module` can be meant.
    pub fn may_be_in(&self, module: &str) -> bool {
        match (&self.module, &self.place) {
            (Some(own), _) => own == module,
            (None, Place::Dotted(text)) => {
                let rest = text.strip_prefix(module);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            }
            (None, _) => true,
        }
    }
}

impl Outline {
    /// The nodes that an ID names: one, or several where it says less than a whole ID. For a line of a file, see
    /// [`Self::on_line`].
    pub fn find(&self, id: &NodeId) -> Vec<NodeIdx> {
        let module = id.module.as_deref();
        match &id.place {
            Place::Line { .. } => Vec::new(),
            Place::Dotted(text) => self.find_dotted(text),
            Place::Definition(path) => self.find_definitions(module, path),
            Place::Sequential(number) => {
                let exists = (*number as usize) < self.nodes.len() && id.is_of(&self.module);
                exists.then_some(NodeIdx(*number)).into_iter().collect()
            }
            Place::Hybrid {
                definition,
                kind,
                hash,
                occurrence,
            } => self.filter(|outline, at| {
                let node = outline.nodes[at.to_usize()];
                let (named, is_it) = outline.named_around(at, node);
                let syntax = outline.tree.node(node.syntax);
                !is_it
                    && node.occurrence == *occurrence
                    && syntax.kind == kind
                    && folded(syntax.header) == *hash
                    && named.path == *definition
                    && self.is_in(named, module)
            }),
            Place::Content {
                kind,
                hash,
                occurrence,
            } => {
                let equal = self.filter(|outline, at| {
                    let node = outline.nodes[at.to_usize()];
                    id.is_of(&outline.module)
                        && outline.tree.node(node.syntax).hash == *hash
                        && outline.kind_word(&node) == kind
                });
                equal.get(*occurrence as usize).copied().into_iter().collect()
            }
            Place::Path {
                definition,
                kind,
                children,
            } => {
                let mut found = self.find_definitions(module, definition);
                found.retain_mut(|at| match self.descend(*at, children) {
                    Some(below) => {
                        *at = below;
                        self.tree.node(self.nodes[below.to_usize()].syntax).kind == kind
                    }
                    None => false,
                });
                found
            }
            Place::Statement { definition, number } => {
                let definitions = self.find_definitions(module, definition);
                let statements = definitions.iter().filter_map(|at| self.statement(*at, *number));
                statements.collect()
            }
        }
    }

    /// The nodes that start on a line: definitions where their name stands.
    pub fn on_line(&self, line: ByteRange) -> Vec<NodeIdx> {
        let is_on = |range: ByteRange| line.start() <= range.start() && range.start() < line.end();
        self.filter(|outline, at| {
            let node = outline.nodes[at.to_usize()];
            match outline.definition_at(at).map(|idx| outline.definition(idx)) {
                Some(definition) => definition.parent.is_some() && is_on(definition.name_range),
                None => is_on(outline.tree.node(node.syntax).range),
            }
        })
    }

    fn filter(&self, is_meant: impl Fn(&Self, NodeIdx) -> bool) -> Vec<NodeIdx> {
        let nodes = (0..self.nodes.len() as u32).map(NodeIdx);
        nodes.filter(|at| is_meant(self, *at)).collect()
    }

    /// Whether a definition is in this module, or any when none is named.
    fn is_in(&self, definition: &Definition, module: Option<&str>) -> bool {
        let own = definition.module.as_deref().unwrap_or(&self.module);
        module.is_none_or(|module| module == own)
    }

    fn find_definitions(&self, module: Option<&str>, path: &str) -> Vec<NodeIdx> {
        self.definitions()
            .filter(|(at, definition)| self.is_in(definition, module) && is_named(self, *at, path))
            .map(|(_, definition)| definition.node)
            .collect()
    }

    /// The modules and definitions that are called so, the names of modules and below them joined by dots.
    fn find_dotted(&self, text: &str) -> Vec<NodeIdx> {
        let is_meant = |(at, definition): &(DefinitionIdx, &Definition)| {
            let module = definition.module.as_deref().unwrap_or(&self.module);
            match text.strip_prefix(module) {
                Some("") => definition.path.is_empty(),
                Some(rest) => rest
                    .strip_prefix('.')
                    .is_some_and(|path| !definition.path.is_empty() && is_named(self, *at, path)),
                None => false,
            }
        };
        let found = self.definitions().filter(is_meant);
        found.map(|(_, definition)| definition.node).collect()
    }

    fn descend(&self, at: NodeIdx, children: &[u32]) -> Option<NodeIdx> {
        let mut syntax = self.nodes[at.to_usize()].syntax;
        for child in children {
            syntax = self.tree.children(syntax).nth(*child as usize)?;
        }
        self.node_at(syntax)
    }

    fn statement(&self, definition: NodeIdx, number: u32) -> Option<NodeIdx> {
        let mut parts = self.tree.children(self.nodes[definition.to_usize()].syntax);
        let body = parts.find(|part| self.tree.node(*part).kind == BODY)?;
        let mut statements = self
            .tree
            .children(body)
            .filter(|part| self.tree.node(*part).role != Role::Part);
        self.node_at(statements.nth(number as usize)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_no_id_says_why() {
        let check = |text: &str, reason: &str| {
            let error = text.parse::<NodeId>().unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        };
        check("", "it is empty");
        check("m#f:call", "come a kind and a content");
        check("m#f:call:xyz", "neither 8 or 16 hexadecimal digits nor numbers");
        check("m#f:call:3fa2b1c0~1", "a number from 2");
        check("m#f:call:1.2~2", "`~` can only stand behind");
        check("m#f:call:3fa2b1c03fa2b1c0", "names no definition");
        check("node_0", "numbered from 1");
        check("a.py:0", "numbered from 1");
        check("m:f/1:body:expr_0", "numbered from 1");
    }

    #[test]
    fn files_with_lines_are_told_from_modules() {
        let id: NodeId = "C:/shop/cart.py:12".parse().unwrap();
        assert_eq!(id.as_line(), Some(("C:/shop/cart.py", 12)));
        let id: NodeId = "shop.cart:total".parse().unwrap();
        assert_eq!((id.as_line(), id.module()), (None, Some("shop.cart")));
        let id: NodeId = "shop.cart.total".parse().unwrap();
        assert!(id.may_be_in("shop.cart") && id.may_be_in("shop") && !id.may_be_in("shop.ca"));
    }
}
