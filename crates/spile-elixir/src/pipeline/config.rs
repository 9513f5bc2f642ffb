//! The builder's configuration as the Elixir side tells it.

use spile_core::{Code, CodePlace, CustomCode, EntryExit, Moment, TailCalls, Variables};

use super::instrumentation::{FunctionName, FunctionRule, Functions, Instrumentation, Tracked, quoted};
use super::quoted::bare;
use super::term::Term;

/// A configuration that was checked by `Spile.Builder.Checks`.
///
/// # Errors
/// With the part that is none: a bug of ours.
pub(super) fn instrumentation(config: &Term) -> Result<Instrumentation, String> {
    let is = |key: &str| config.get(key).is_some_and(|value| value.is("true"));
    let mut built = Instrumentation::new().anonymous_functions(is("anonymous_functions"));
    built = built.output(config.get("output").and_then(Term::as_text).unwrap_or_default());
    for rule in list(config, "functions")? {
        built = built.with_rule(FunctionRule {
            target: functions(field(rule, "target")?)?,
            entry_exit: entry_exit(field(rule, "entry_exit")?, is("await")),
            variables: match field(rule, "variables")? {
                nil if nil.is("nil") => Vec::new(),
                given => vec![variables(given)?],
            },
        });
    }
    for name in list(config, "patterns")? {
        built = built.target_pattern(text(name)?);
    }
    for given in list(config, "variables")? {
        built.variables.push(variables(given)?);
    }
    for given in list(config, "expressions")? {
        built.expressions.push(Tracked {
            code: match field(given, "code")? {
                Term::Binary(_) => {
                    let code = text(field(given, "code")?)?;
                    quoted(code).map_err(|reason| (code.to_owned(), reason))
                }
                form => Ok(bare(form)),
            },
            intermediate: field(given, "intermediate")?.is("true"),
        });
    }
    for given in list(config, "injections")? {
        built.code.push(CustomCode {
            at: place(field(given, "at")?)?,
            code: match field(given, "code")? {
                Term::Integer(number) => Code::Numbered(u32::try_from(*number).map_err(|_| wrong(given))?),
                code => Code::Text(text(code)?.to_owned()),
            },
            context: names(field(given, "context")?)?,
        });
    }
    Ok(built)
}

fn wrong(term: &Term) -> String {
    format!("this is no part of a configuration: {term:?}")
}

fn field<'t>(term: &'t Term, key: &str) -> Result<&'t Term, String> {
    term.get(key)
        .ok_or_else(|| format!("there is no {key} in {term:?}"))
}

fn list<'t>(term: &'t Term, key: &str) -> Result<&'t [Term], String> {
    field(term, key)?.as_list().ok_or_else(|| wrong(term))
}

fn text(term: &Term) -> Result<&str, String> {
    term.as_text().ok_or_else(|| wrong(term))
}

fn names(term: &Term) -> Result<Vec<String>, String> {
    let names = term.as_list().ok_or_else(|| wrong(term))?;
    names.iter().map(|name| text(name).map(str::to_owned)).collect()
}

fn entry_exit(term: &Term, is_awaited: bool) -> Option<EntryExit> {
    let is = |key: &str| term.get(key).is_some_and(|value| value.is("true"));
    matches!(term, Term::Map(_)).then(|| EntryExit {
        arguments: is("arguments"),
        value: is("value"),
        duration: is("duration"),
        exceptions: is("exceptions"),
        tail_calls: if is_awaited {
            TailCalls::Await
        } else {
            TailCalls::Keep
        },
    })
}

fn variables(term: &Term) -> Result<Variables, String> {
    Ok(Variables {
        names: names(field(term, "names")?)?,
        at: moment(field(term, "at")?)?,
    })
}

fn moment(term: &Term) -> Result<Moment, String> {
    Ok(match (term.as_atom(), term.as_tuple()) {
        (Some("entry"), _) => Moment::Entry,
        (Some("before_return"), _) => Moment::BeforeReturn,
        (Some("on_error"), _) => Moment::OnError,
        (_, Some([word, Term::Integer(line)])) if word.is("line") => {
            Moment::AfterLine(u32::try_from(*line).unwrap_or(u32::MAX))
        }
        _ => return Err(wrong(term)),
    })
}

fn place(term: &Term) -> Result<CodePlace, String> {
    match term.as_tuple() {
        Some([word, id]) if word.is("before") => Ok(CodePlace::BeforeNode(text(id)?.to_owned())),
        _ => moment(term).map(CodePlace::At),
    }
}

fn functions(term: &Term) -> Result<Functions, String> {
    Ok(match (term.as_atom(), term.as_tuple()) {
        (Some("all"), _) => Functions::All,
        (Some("public"), _) => Functions::Public,
        (Some("private"), _) => Functions::Private,
        (_, Some([word, names])) => {
            let names = names.as_list().ok_or_else(|| wrong(term))?;
            let names = names.iter().map(name).collect::<Result<_, _>>()?;
            if word.is("only") {
                Functions::Only(names)
            } else {
                Functions::Except(names)
            }
        }
        _ => return Err(wrong(term)),
    })
}

fn name(term: &Term) -> Result<FunctionName, String> {
    let Some([module, name, arity]) = term.as_tuple() else {
        return Err(wrong(term));
    };
    Ok(FunctionName {
        module: module.as_text().map(str::to_owned),
        name: text(name)?.to_owned(),
        arity: match arity {
            Term::Integer(arity) => u32::try_from(*arity).ok(),
            _ => None,
        },
    })
}
