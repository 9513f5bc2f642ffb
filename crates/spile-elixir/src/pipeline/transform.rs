//! A configuration woven into a source: as text, or as a quoted form.

use spile_core::{Asks, NodeKind, NotWoven, Site, Skipped};
use spile_elixir_syntax::{SyntaxError, parse};

use super::instrumentation::{Functions, Instrumentation};
use super::quoted::{Differs, restore};
use super::resolve::{Resolved, Unmet, resolve};
use super::source::{Parsed, Reading, Source, with_parsed};
use super::term::Term;
use crate::weave::{ElixirPlan, WovenPlaces, weave_outlined};

/// A woven source.
#[derive(Clone, Debug)]
pub struct Transformed {
    /// Its text.
    pub text: String,
    /// The woven definitions, in source order.
    pub sites: Vec<Site>,
    /// Those that were asked for and are left alone, in source order.
    pub skipped: Vec<Skipped>,
    /// What came to nothing in this source.
    pub unmet: Vec<Unmet>,
}

/// Why nothing was woven.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransformError {
    /// The source, or the spelling of a quoted form, cannot be parsed.
    Syntax(Box<SyntaxError>),
    /// Something is asked for that cannot be meant in this source, by a node ID that nothing in it has.
    Wrong(Unmet),
    /// The woven text is none that Elixir reads: a bug of ours.
    Woven(String),
}

impl Instrumentation {
    /// Weaves what is configured into source text. What cannot be woven, or is not there, is no error.
    ///
    /// # Errors
    /// When the source cannot be parsed, or a node ID is none of its.
    pub fn transform(&self, source: &str, reading: &Reading) -> Result<Transformed, TransformError> {
        with_parsed(Source::Text(source), *reading, |parsed| {
            Ok(weave(self, parsed, reading)?.0)
        })
        .map_err(TransformError::Syntax)?
    }

    /// The same into a source of either kind, as a quoted form: its nodes have the metadata that they have without probes.
    ///
    /// # Errors
    /// When the source cannot be parsed, or a node ID is none of its.
    pub(super) fn transform_form(
        &self,
        source: Source<'_>,
        reading: Reading,
    ) -> Result<(Term, Transformed), TransformError> {
        with_parsed(source, reading, |parsed| {
            let (woven, places) = weave(self, parsed, &reading)?;
            let form = woven_form(parsed, &woven.text, &places, reading)?;
            Ok((form, woven))
        })
        .map_err(TransformError::Syntax)?
    }
}

/// The plan for what holds at the definitions of a source.
pub(super) fn plan(
    wanted: &Instrumentation,
    resolved: Resolved,
    reading: &Reading,
) -> (ElixirPlan, Vec<Unmet>) {
    let plan = ElixirPlan {
        asks: spile_core::Asks::only(resolved.asks),
        by_id: resolved.by_id,
        output: wanted.output.clone(),
        version: Some(reading.version),
        ..ElixirPlan::default()
    };
    (plan, resolved.unmet)
}

fn weave(
    wanted: &Instrumentation,
    parsed: &Parsed<'_>,
    reading: &Reading,
) -> Result<(Transformed, WovenPlaces), TransformError> {
    let resolved = resolve(wanted, parsed);
    if let Some(wrong) = resolved.wrong {
        return Err(TransformError::Wrong(wrong));
    }
    let (plan, unmet) = plan(wanted, resolved, reading);
    let weaving = weave_outlined(parsed.source, parsed.ast, &parsed.outlined, &plan);
    let woven = weaving.insertions.apply(parsed.source);
    let places = WovenPlaces::new(&woven.text, &woven.map);
    let transformed = Transformed {
        text: woven.text,
        sites: weaving.sites,
        skipped: left_alone(wanted, &plan, weaving.skipped),
        unmet,
    };
    Ok((transformed, places))
}

/// What was asked for and is left alone. What is no function is asked for where functions are not named.
pub(super) fn left_alone(wanted: &Instrumentation, plan: &ElixirPlan, skipped: Vec<Skipped>) -> Vec<Skipped> {
    let are_named = !wanted.patterns.is_empty()
        || !wanted.rules.is_empty()
            && wanted
                .rules
                .iter()
                .all(|rule| matches!(rule.target, Functions::Only(_)));
    let is_asked_for = |id: &str| match &plan.asks {
        Asks::Everything { .. } => Some(true),
        Asks::Only { refusals, .. } => refusals.get(id).map(Option::is_none),
    };
    skipped
        .into_iter()
        .filter(|skipped| skipped.reason != NotWoven::NotAskedFor)
        .filter(|skipped| match is_asked_for(&skipped.node.id) {
            Some(true) => true,
            // Guards are macros, and have no body.
            Some(false) if skipped.node.kind == NodeKind::Function && skipped.reason != NotWoven::NoBody => {
                false
            }
            _ => !are_named,
        })
        .collect()
}

/// The quoted form of a woven text, with the metadata of what it was woven into.
fn woven_form(
    parsed: &Parsed<'_>,
    text: &str,
    places: &WovenPlaces,
    reading: Reading,
) -> Result<Term, TransformError> {
    let broken = |error: &dyn std::fmt::Display| TransformError::Woven(error.to_string());
    let ast = parse(text, &reading.options()).map_err(|error| broken(&error))?;
    let read = Term::decode(&ast.to_etf()).map_err(|error| broken(&error))?;
    let insertions = places.insertions();
    let is_inserted = |meta: &[Term]| {
        place(meta).is_some_and(|(line, column)| {
            let first = insertions.partition_point(|(at, start, len)| (*at, start + len) <= (line, column));
            insertions
                .get(first)
                .is_some_and(|(at, start, _)| *at == line && *start <= column)
        })
    };
    let own = match parsed.given {
        Some(_) => None,
        None => Some(Term::decode(&parsed.ast.to_etf()).map_err(|error| broken(&error))?),
    };
    let given = parsed.given.or(own.as_ref());
    let given = given.ok_or_else(|| broken(&"there is no source"))?;
    restore(given, read, parsed.terms, &is_inserted).map_err(|differs: Differs| broken(&differs))
}

fn place(meta: &[Term]) -> Option<(u32, u32)> {
    let of = |key: &str| {
        meta.iter().find_map(|entry| match entry.as_tuple()? {
            [name, Term::Integer(value)] if name.is(key) => u32::try_from(*value).ok(),
            _ => None,
        })
    };
    Some((of("line")?, of("column")?))
}
