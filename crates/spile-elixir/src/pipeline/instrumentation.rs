//! The builder: which functions, and what is done there.

use spile_core::{Code, CodePlace, CustomCode, EntryExit, Moment, Variables};
use spile_elixir_syntax::{Options, parse};

use super::quoted::bare;
use super::source::Reading;
use super::term::Term;

/// What is to be instrumented, and how. The order of the calls has no meaning, but for two rules that say something about the
/// entry and exit of one function: the later wins.
///
/// ```
/// use spile_elixir::pipeline::{Functions, Instrumentation};
/// use spile_core::EntryExit;
/// let everything = Instrumentation::new().instrument_functions(Functions::All, Some(EntryExit::default()));
/// let woven = everything.transform("defmodule A do\n  def f(x), do: x\nend\n", &Default::default()).unwrap();
/// assert_eq!(woven.sites[0].id, "A#f/1@1");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instrumentation {
    pub(super) rules: Vec<FunctionRule>,
    pub(super) patterns: Vec<String>,
    pub(super) variables: Vec<Variables>,
    pub(super) expressions: Vec<Tracked>,
    pub(super) code: Vec<CustomCode>,
    pub(super) anonymous_functions: bool,
    pub(super) output: String,
}

/// A target with what is done at entry and exit there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FunctionRule {
    pub(super) target: Functions,
    pub(super) entry_exit: Option<EntryExit>,
    pub(super) variables: Vec<Variables>,
}

/// Which functions of a source. Macros are none, but those that are named: they run when the program is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Functions {
    /// All of them.
    All,
    /// Those of `def`.
    Public,
    /// Those of `defp`.
    Private,
    /// These.
    Only(Vec<FunctionName>),
    /// All others.
    Except(Vec<FunctionName>),
}

/// A function by its name, and as much else as is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionName {
    /// Its module; any when it is not said.
    pub module: Option<String>,
    /// Its name.
    pub name: String,
    /// How many arguments it takes, defaults included or not; any number when it is not said.
    pub arity: Option<u32>,
}

impl From<&str> for FunctionName {
    /// Of any module and arity.
    fn from(name: &str) -> Self {
        Self {
            module: None,
            name: name.to_owned(),
            arity: None,
        }
    }
}

/// An expression that is tracked wherever it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tracked {
    /// Without metadata; or the text that could not be read, and why.
    pub(super) code: Result<Term, (String, String)>,
    pub(super) intermediate: bool,
}

/// Something that cannot be done, whatever the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which part of the configuration, in the words of the builder.
    pub kind: &'static str,
    /// What was given.
    pub value: String,
    /// What is wrong with it.
    pub message: String,
    /// What to do.
    pub advice: Option<String>,
}

impl Instrumentation {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Entry and exit of `target`, or nothing by itself when `entry_exit` is none: then `target` says where the other actions are.
    pub fn instrument_functions(self, target: Functions, entry_exit: Option<EntryExit>) -> Self {
        self.with_rule(FunctionRule {
            target,
            entry_exit,
            variables: Vec::new(),
        })
    }

    pub(super) fn with_rule(mut self, rule: FunctionRule) -> Self {
        self.rules.push(rule);
        self
    }

    /// The values of variables at a moment; of all when `names` are none.
    pub fn capture_variables(mut self, names: &[&str], at: Moment) -> Self {
        self.variables.push(Variables {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            at,
        });
        self
    }

    /// The values of expressions, given as text, wherever they stand in a target; with `intermediate` the values between the steps of
    /// pipelines.
    pub fn track_expressions(mut self, expressions: &[&str], intermediate: bool) -> Self {
        for text in expressions {
            self.expressions.push(Tracked {
                code: quoted(text).map_err(|reason| ((*text).to_owned(), reason)),
                intermediate,
            });
        }
        self
    }

    /// Code behind what ends on a line.
    pub fn inject_at_line(self, line: u32, code: &str, context: &[&str]) -> Self {
        self.inject(CodePlace::At(Moment::AfterLine(line)), code, context)
    }

    /// Code before a function returns, which sees `result`.
    pub fn inject_before_return(self, code: &str, context: &[&str]) -> Self {
        self.inject(CodePlace::At(Moment::BeforeReturn), code, context)
    }

    /// Code when an exception leaves a function, which sees `error`, `reason` and `stacktrace`.
    pub fn inject_on_error(self, code: &str, context: &[&str]) -> Self {
        self.inject(CodePlace::At(Moment::OnError), code, context)
    }

    /// Code at any place.
    pub fn inject(mut self, at: CodePlace, code: &str, context: &[&str]) -> Self {
        self.code.push(CustomCode {
            at,
            code: Code::Text(code.to_owned()),
            context: context.iter().map(|name| (*name).to_owned()).collect(),
        });
        self
    }

    /// Only what the pattern of this name selects; of several patterns, what one of them does.
    pub fn target_pattern(mut self, name: &str) -> Self {
        self.patterns.push(name.to_owned());
        self
    }

    /// The anonymous functions in the targets, too.
    pub fn anonymous_functions(mut self, also: bool) -> Self {
        self.anonymous_functions = also;
        self
    }

    /// Keywords, as Elixir source, that every site hands to the runtime: `format: :json`.
    pub fn output(mut self, keywords: &str) -> Self {
        keywords.clone_into(&mut self.output);
        self
    }

    /// Everything that is wrong, whatever the source, to the version of Elixir that `reading` tells.
    pub fn validate(&self, reading: &Reading) -> Vec<Problem> {
        let mut problems = Vec::new();
        for name in &self.patterns {
            problems.extend(unknown_pattern(name));
        }
        for Tracked { code, .. } in &self.expressions {
            if let Err((text, reason)) = code {
                let message = format!("this expression cannot be read: {reason}");
                problems.push(unreadable("expression", text, message));
            }
        }
        for custom in &self.code {
            if let Code::Text(text) = &custom.code
                && let Err(error) = parse(text, &reading.options())
            {
                let place = place_name(&custom.at);
                let message = format!("the code {place}, {text:?}, cannot be read: {error}");
                problems.push(unreadable("code", text, message));
            }
            match &custom.at {
                CodePlace::At(Moment::AfterLine(0)) => problems.push(no_line("injection_point")),
                CodePlace::BeforeNode(id) if id.parse::<spile_core::NodeId>().is_err() => {
                    problems.push(Problem {
                        kind: "injection_point",
                        value: id.clone(),
                        message: format!("{id:?} is no node ID"),
                        advice: Some(
                            "`Spile.parse/1` puts IDs into the metadata, as `elixir_ast_node_id`".into(),
                        ),
                    })
                }
                _ => {}
            }
        }
        let of_rules = self.rules.iter().flat_map(|rule| &rule.variables);
        if of_rules
            .chain(&self.variables)
            .any(|variables| variables.at == Moment::AfterLine(0))
        {
            problems.push(no_line("capture_point"));
        }
        for rule in &self.rules {
            if matches!(&rule.target, Functions::Only(names) if names.is_empty()) {
                problems.push(Problem {
                    kind: "function_target",
                    value: "[]".into(),
                    message: "no function is named".into(),
                    advice: None,
                });
            }
        }
        problems
    }
}

/// The names of all patterns, those of all languages before those of Elixir.
pub fn pattern_names() -> Vec<&'static str> {
    patterns().all_built_in().map(|pattern| pattern.name).collect()
}

pub(super) fn patterns() -> spile_core::Patterns {
    spile_core::Patterns::new(&[]).and(crate::LANGUAGE, spile_core::Frontend::patterns(&crate::Elixir))
}

fn unknown_pattern(name: &str) -> Option<Problem> {
    let known = pattern_names();
    if known.contains(&name) {
        return None;
    }
    let advice = match spile_core::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("known are {}", known.join(", ")),
    };
    Some(Problem {
        kind: "pattern",
        value: name.to_owned(),
        message: format!("there is no pattern {name}"),
        advice: Some(advice),
    })
}

fn unreadable(kind: &'static str, text: &str, message: String) -> Problem {
    Problem {
        kind,
        value: text.to_owned(),
        message,
        advice: Some("it must be Elixir that is whole: quoted, or as text".into()),
    }
}

/// Where code runs, in words.
pub(super) fn place_name(at: &CodePlace) -> String {
    match at {
        CodePlace::At(Moment::Entry) => "at entry".into(),
        CodePlace::At(Moment::BeforeReturn) => "before return".into(),
        CodePlace::At(Moment::OnError) => "on error".into(),
        CodePlace::At(Moment::AfterLine(line)) => format!("at line {line}"),
        CodePlace::BeforeNode(id) => format!("before the node {id}"),
    }
}

fn no_line(kind: &'static str) -> Problem {
    Problem {
        kind,
        value: "0".into(),
        message: "there is no line 0".into(),
        advice: Some("lines count from 1".into()),
    }
}

/// Code as a quoted form without metadata, or why it is none.
pub(super) fn quoted(text: &str) -> Result<Term, String> {
    let ast = parse(text, &Options::default()).map_err(|error| error.to_string())?;
    let term = Term::decode(&ast.to_etf()).map_err(|error| error.to_string())?;
    Ok(bare(&term))
}
