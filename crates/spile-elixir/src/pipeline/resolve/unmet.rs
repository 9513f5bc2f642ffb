//! What was asked for and is nowhere in a source: why, and what may have been meant.

use std::collections::{BTreeSet, HashSet};

use spile_core::{CodePlace, DefinitionIdx, Moment, NodeKind, nearest};
use spile_elixir_syntax::Term;
use spile_source::{ByteOffset, ByteRange};

use super::nodes::NOT_TARGETED;
use super::{FunctionName, Functions, Parsed, Resolving, is_callable};
use crate::weave::has_place_behind;

/// A part of a configuration that came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Which part, in the words of the builder.
    pub kind: &'static str,
    /// What was given.
    pub value: String,
    /// Why it came to nothing, and what to do.
    pub message: String,
}

/// Variables that are asked for by name.
struct Asked<'a> {
    kind: &'static str,
    names: &'a [String],
    /// Those that are there in any case.
    given: &'static [&'static str],
    /// Where they are looked for.
    functions: Vec<DefinitionIdx>,
}

impl Resolving<'_> {
    /// What came to nothing of functions, lines, nodes and variables.
    pub(super) fn unmet(&self, targets: &HashSet<DefinitionIdx>) -> Vec<Unmet> {
        let mut unmet = self.unmet_functions();
        unmet.extend(self.unmet_lines(targets));
        unmet.extend(self.unmet_nodes(targets));
        unmet.extend(self.unmet_variables(targets));
        unmet
    }

    fn unmet_functions(&self) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        for rule in &self.wanted.rules {
            let (Functions::Only(names) | Functions::Except(names)) = &rule.target else {
                continue;
            };
            for name in names {
                let mut functions = self
                    .outline
                    .definitions()
                    .filter(|(_, definition)| is_callable(definition));
                if !functions.any(|(idx, _)| self.is_called(name, idx)) {
                    unmet.push(self.no_function(name));
                }
            }
        }
        unmet
    }

    fn no_function(&self, name: &FunctionName) -> Unmet {
        let arity = name.arity.map(|arity| format!("/{arity}")).unwrap_or_default();
        let module = name
            .module
            .as_ref()
            .map(|module| format!("{module}."))
            .unwrap_or_default();
        let known = self
            .outline
            .definitions()
            .filter(|(_, definition)| is_callable(definition));
        let known: BTreeSet<&str> = known.map(|(_, definition)| &*definition.name).collect();
        Unmet {
            kind: "function_target",
            value: format!("{module}{}{arity}", name.name),
            message: advised("this source has no such function", &name.name, known),
        }
    }

    fn unmet_lines(&self, targets: &HashSet<DefinitionIdx>) -> Vec<Unmet> {
        let variables = self
            .wanted
            .rules
            .iter()
            .flat_map(|rule| &rule.variables)
            .chain(&self.wanted.variables)
            .map(|variables| ("capture_point", variables.at));
        let code = self.wanted.code.iter().filter_map(|custom| match &custom.at {
            CodePlace::At(at) => Some(("injection_point", *at)),
            CodePlace::BeforeNode(_) => None,
        });
        let mut unmet = Vec::new();
        for (kind, at) in variables.chain(code) {
            if let Moment::AfterLine(line) = at
                && !targets.iter().any(|idx| self.has_place_behind(line, *idx))
            {
                let message = if targets.iter().any(|idx| self.comes_in(at, *idx)) {
                    format!(
                        "nothing can come behind line {line}: it is a head without a body, or a literal that a branch begins with"
                    )
                } else {
                    format!("line {line} is in none of the functions that are targeted")
                };
                unmet.push(Unmet {
                    kind,
                    value: format!("{{:line, {line}}}"),
                    message,
                });
            }
        }
        unmet
    }

    fn has_place_behind(&self, line: u32, idx: DefinitionIdx) -> bool {
        let Parsed {
            ast,
            source,
            outlined,
            ..
        } = self.parsed;
        let definition = outlined.origin(self.outline.definition(idx).node);
        self.comes_in(Moment::AfterLine(line), idx)
            && has_place_behind(ast, source, &self.lines, definition, line)
    }

    fn unmet_nodes(&self, targets: &HashSet<DefinitionIdx>) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        for (number, custom) in self.wanted.code.iter().enumerate() {
            let CodePlace::BeforeNode(id) = &custom.at else {
                continue;
            };
            let places = &self.before[number];
            if places.is_empty() {
                unmet.push(self.nowhere(id).0);
            } else if !places.iter().any(|(function, _)| targets.contains(function)) {
                unmet.push(Unmet {
                    kind: "injection_point",
                    value: id.clone(),
                    message: NOT_TARGETED.into(),
                });
            }
        }
        unmet
    }

    /// Whether code comes to a definition: functions without a name get none of their own.
    fn has_place(&self, number: usize, idx: DefinitionIdx) -> bool {
        self.outline.definition(idx).kind != NodeKind::Lambda
            && match &self.wanted.code[number].at {
                CodePlace::At(at) => self.comes_in(*at, idx),
                CodePlace::BeforeNode(_) => self.before[number].iter().any(|(function, _)| *function == idx),
            }
    }

    /// Variables that are asked for, and that no function has where they are.
    fn unmet_variables(&self, targets: &HashSet<DefinitionIdx>) -> Vec<Unmet> {
        let written = self.written_variables();
        let mut unmet: Vec<Unmet> = Vec::new();
        for asked in self.asked_variables(targets) {
            let ranges: Vec<ByteRange> = asked
                .functions
                .iter()
                .map(|idx| self.outline.tree.node(self.outline.syntax_of(*idx)).range)
                .collect();
            let known: BTreeSet<&str> = written
                .iter()
                .filter(|(at, _)| {
                    ranges
                        .iter()
                        .any(|range| (range.start()..range.end()).contains(at))
                })
                .map(|(_, name)| *name)
                .collect();
            // Where there is no function at all, that is told.
            let names = asked.names.iter().filter(|_| !ranges.is_empty());
            for name in
                names.filter(|name| !known.contains(name.as_str()) && !asked.given.contains(&name.as_str()))
            {
                let one = Unmet {
                    kind: asked.kind,
                    value: name.clone(),
                    message: advised(
                        "none of the functions that are targeted has a variable of this name",
                        name,
                        known.iter().copied(),
                    ),
                };
                if !unmet.contains(&one) {
                    unmet.push(one);
                }
            }
        }
        unmet
    }

    /// The variables that are asked for by name.
    fn asked_variables(&self, targets: &HashSet<DefinitionIdx>) -> Vec<Asked<'_>> {
        let those =
            |has: &dyn Fn(DefinitionIdx) -> bool| targets.iter().copied().filter(|idx| has(*idx)).collect();
        let rules = self.wanted.rules.iter();
        let of_rules = rules.flat_map(|rule| {
            rule.variables
                .iter()
                .map(move |variables| (Some(rule), variables))
        });
        let of_all = self.wanted.variables.iter().map(|variables| (None, variables));
        let variables = of_rules.chain(of_all).map(|(rule, variables)| Asked {
            kind: "variables",
            names: &variables.names,
            given: &[],
            functions: those(&|idx| {
                self.comes_in(variables.at, idx)
                    && rule.is_none_or(|rule| self.holds(rule, self.outline.named(idx)))
            }),
        });
        let code = self.wanted.code.iter().enumerate().map(|(number, custom)| Asked {
            kind: "context_vars",
            names: &custom.context,
            given: match custom.at {
                CodePlace::At(Moment::BeforeReturn) => &["result"],
                CodePlace::At(Moment::OnError) => &["error", "reason", "stacktrace"],
                _ => &[],
            },
            functions: those(&|idx| self.has_place(number, idx)),
        });
        variables
            .chain(code)
            .filter(|asked| !asked.names.is_empty())
            .collect()
    }

    /// All that is written as a variable, and where.
    fn written_variables(&self) -> Vec<(ByteOffset, &str)> {
        let ast = self.parsed.ast;
        let mut written = Vec::new();
        let mut todo = vec![ast.root()];
        while let Some(node) = todo.pop() {
            match ast.term(node) {
                Term::Variable(name) => written.extend(
                    std::str::from_utf8(name)
                        .ok()
                        .map(|name| (ast.range(node).start(), name)),
                ),
                _ => todo.extend(ast.children(node)),
            }
        }
        written
    }
}

/// What is wrong with a word, and the one of `known` that may have been meant.
pub(super) fn advised<'a>(what: &str, word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known = known.into_iter().filter(|known| *known != word);
    match nearest(word, known) {
        Some(near) => format!("{what}; did you mean {near}?"),
        None => what.to_owned(),
    }
}
