//! Answers as terms.

use spile_core::{Actions, Code, CodePlace, CustomCode, EntryExit, Moment, Site, Skipped, Variables};

use super::analysis::Analysis;
use super::instrumentation::Problem;
use super::preview::{Preview, Target};
use super::resolve::Unmet;
use super::term::Term;

fn text(text: &str) -> Term {
    Term::from(text)
}

fn texts<T: AsRef<str>>(texts: &[T]) -> Term {
    Term::List(texts.iter().map(|text| Term::from(text.as_ref())).collect())
}

/// `{kind, details}`
pub(super) fn problem(problem: &Problem) -> Term {
    let advice = problem.advice.as_deref().map_or(Term::atom("nil"), Term::from);
    let details = [
        ("value", text(&problem.value)),
        ("message", text(&problem.message)),
        ("advice", advice),
    ];
    Term::pair(Term::atom(problem.kind), Term::map(details))
}

/// `{kind, details}`
pub(super) fn unmet(unmet: &Unmet) -> Term {
    let details = [("value", text(&unmet.value)), ("message", text(&unmet.message))];
    Term::pair(Term::atom(unmet.kind), Term::map(details))
}

fn all<T>(items: &[T], of: impl Fn(&T) -> Term) -> Term {
    Term::List(items.iter().map(of).collect())
}

pub(super) fn skipped(skipped: &[Skipped]) -> Term {
    all(skipped, |skipped| {
        left_alone(&skipped.node, &skipped.reason.to_string())
    })
}

fn left_alone(site: &Site, reason: &str) -> Term {
    Term::map([
        ("id", text(&site.id)),
        ("line", Term::from(site.line)),
        ("reason", text(reason)),
    ])
}

pub(super) fn sites(sites: &[Site]) -> Term {
    all(sites, |site| {
        Term::map([("id", text(&site.id)), ("line", Term::from(site.line))])
    })
}

pub(super) fn unmets(list: &[Unmet]) -> Term {
    all(list, unmet)
}

pub(super) fn analysis(analysis: &Analysis) -> Term {
    let functions = all(&analysis.functions, |function| {
        Term::map([
            ("id", text(&function.id)),
            ("module", text(&function.module)),
            ("name", Term::atom(&function.name)),
            ("arity", Term::from(function.arity)),
            ("line", Term::from(function.line)),
            ("type", Term::atom(&function.word)),
            ("clauses", Term::from(function.n_clauses)),
            ("complexity", Term::from(function.complexity)),
        ])
    });
    let found = |(name, ids): &(&str, Vec<String>)| (Term::atom(name), texts(ids));
    let constructs = analysis
        .constructs
        .iter()
        .map(|(name, count)| (Term::atom(name), Term::from(*count)));
    Term::map([
        ("modules", texts(&analysis.modules)),
        ("functions", functions),
        (
            "patterns_detected",
            all(&analysis.patterns, |(name, _)| Term::atom(name)),
        ),
        (
            "patterns",
            Term::Map(analysis.patterns.iter().map(found).collect()),
        ),
        ("constructs", Term::Map(constructs.collect())),
        ("node_count", Term::from(analysis.n_nodes)),
        ("complexity_estimate", Term::atom(analysis.complexity())),
    ])
}

pub(super) fn preview(preview: &Preview) -> Term {
    let mut injections = Vec::new();
    let mut captures = Vec::new();
    let mut expressions = Vec::new();
    for target in &preview.targets {
        describe(target, &mut injections, &mut captures, &mut expressions);
    }
    let functions = all(&preview.targets, |target| {
        let mut pairs = named(target);
        pairs.push((Term::atom("notes"), texts(&target.notes)));
        Term::Map(pairs)
    });
    Term::map([
        ("target_functions", functions),
        ("injections", Term::List(injections)),
        ("variable_captures", Term::List(captures)),
        ("expressions", Term::List(expressions)),
        (
            "skipped",
            all(&preview.skipped, |(site, reason)| left_alone(site, reason)),
        ),
        ("unmet", unmets(&preview.unmet)),
    ])
}

fn named(target: &Target) -> Vec<(Term, Term)> {
    let pairs = [
        ("id", text(&target.site.id)),
        ("module", text(&target.module)),
        ("name", Term::atom(&target.name)),
        ("arity", Term::from(target.arity)),
        ("line", Term::from(target.site.line)),
    ];
    pairs.map(|(key, value)| (Term::atom(key), value)).into()
}

fn with(target: &Target, more: Vec<(&str, Term)>) -> Term {
    let more = more.into_iter().map(|(key, value)| (Term::atom(key), value));
    let mut pairs = named(target);
    pairs.extend(more);
    Term::Map(pairs)
}

fn describe(
    target: &Target,
    injections: &mut Vec<Term>,
    captures: &mut Vec<Term>,
    expressions: &mut Vec<Term>,
) {
    let Actions {
        entry_exit,
        variables,
        expressions: tracked,
        code,
    } = &target.actions;
    if let Some(entry_exit) = entry_exit {
        injections.extend(entry_and_exit(target, entry_exit));
    }
    for Variables { names, at } in variables {
        let names = if names.is_empty() {
            Term::atom("all")
        } else {
            all(names, |name| Term::atom(name))
        };
        captures.push(with(target, vec![("at", moment(*at)), ("variables", names)]));
    }
    for CustomCode { at, code, context } in code {
        let code = match code {
            Code::Text(code) => text(code),
            Code::Numbered(number) => Term::from(*number),
        };
        let at = match at {
            CodePlace::At(at) => moment(*at),
            CodePlace::BeforeNode(id) => Term::pair(Term::atom("before"), text(id)),
        };
        let context = all(context, |name| Term::atom(name));
        injections.push(with(
            target,
            vec![
                ("type", Term::atom("code")),
                ("at", at),
                ("code", code),
                ("context_vars", context),
            ],
        ));
    }
    for expression in tracked {
        expressions.push(with(
            target,
            vec![
                ("node", text(&expression.node)),
                ("log_intermediate", Term::from(expression.intermediate)),
            ],
        ));
    }
}

fn entry_and_exit(target: &Target, wanted: &EntryExit) -> [Term; 2] {
    let entry = vec![
        ("type", Term::atom("log_entry")),
        ("args", Term::from(wanted.arguments)),
    ];
    let exit = vec![
        ("type", Term::atom("log_exit")),
        ("return", Term::from(wanted.value)),
        ("duration", Term::from(wanted.duration)),
    ];
    [with(target, entry), with(target, exit)]
}

fn moment(at: Moment) -> Term {
    match at {
        Moment::Entry => Term::atom("entry"),
        Moment::BeforeReturn => Term::atom("before_return"),
        Moment::OnError => Term::atom("on_error"),
        Moment::AfterLine(line) => Term::pair(Term::atom("line"), Term::from(line)),
    }
}
