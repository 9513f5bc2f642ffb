//! What weaving would do, without doing it.

use spile_core::{Actions, Code, CodePlace, Moment, Site, TailCalls};

use super::instrumentation::Instrumentation;
use super::resolve::{Unmet, resolve};
use super::source::{Parsed, Reading};
use super::transform::{left_alone, plan};
use crate::weave::weave_outlined;

/// A definition at which something would be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its row of the site table.
    pub site: Site,
    /// Its module.
    pub module: String,
    /// Its name, and how many arguments it takes.
    pub name: String,
    /// How many arguments it takes.
    pub arity: u32,
    /// What would be done there.
    pub actions: Actions,
    /// What is different from a definition that only records entry and exit.
    pub notes: Vec<&'static str>,
}

/// What would be done to one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Where something would be done, in source order.
    pub targets: Vec<Target>,
    /// What would be left alone though it is asked for, and why.
    pub skipped: Vec<(Site, String)>,
    /// What would come to nothing.
    pub unmet: Vec<Unmet>,
}

const AWAITS_RESULT: &str =
    "calls at its end are awaited, because code uses `result`: a loop that runs through them grows its stack";
const GUARDED: &str =
    "a `try` is put around its body, because something is asked for on error: calls at its end are awaited";
const AWAITED: &str =
    "calls at its end are awaited, as asked for: a loop that runs through them grows its stack";

pub(super) fn preview(wanted: &Instrumentation, parsed: &Parsed<'_>, reading: &Reading) -> Preview {
    let (plan, unmet) = plan(wanted, resolve(wanted, parsed), reading);
    let weaving = weave_outlined(parsed.source, parsed.ast, &parsed.outlined, &plan);
    let outline = &parsed.outlined.outline;
    let mut preview = Preview {
        unmet,
        ..Preview::default()
    };
    for site in weaving.sites {
        let found = outline
            .definitions()
            .find(|(_, definition)| outline.id(definition.node) == site.id);
        let Some((idx, definition)) = found else { continue };
        let actions = plan.by_id.get(&site.id).cloned().unwrap_or_default();
        preview.targets.push(Target {
            module: outline.module_of(idx).to_owned(),
            name: definition.name.clone(),
            arity: definition.parameters.len() as u32,
            notes: notes(&actions),
            actions,
            site,
        });
    }
    let skipped = left_alone(wanted, &plan, weaving.skipped).into_iter();
    preview.skipped = skipped
        .map(|skipped| (skipped.node, skipped.reason.to_string()))
        .collect();
    preview
}

fn notes(actions: &Actions) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let on_error = actions
        .variables
        .iter()
        .any(|variables| variables.at == Moment::OnError)
        || actions
            .code
            .iter()
            .any(|custom| custom.at == CodePlace::At(Moment::OnError))
        || actions.entry_exit.is_some_and(|entry_exit| entry_exit.exceptions);
    if on_error {
        notes.push(GUARDED);
    }
    let uses_result = actions.code.iter().any(|custom| {
        custom.at == CodePlace::At(Moment::BeforeReturn)
            && match &custom.code {
                Code::Text(text) => text.contains("result"),
                // Known only to whoever has it.
                Code::Numbered(_) => true,
            }
    });
    if uses_result {
        notes.push(AWAITS_RESULT);
    }
    if actions
        .entry_exit
        .is_some_and(|entry_exit| entry_exit.tail_calls == TailCalls::Await)
    {
        notes.push(AWAITED);
    }
    notes
}
