//! What must hold for every source that can be woven. Shared by the property tests and the fuzzer.

#![allow(dead_code, reason = "each test binary uses what it needs")]

use std::collections::{BTreeMap, HashSet};

use spile_core::{Asks, Frontend, NodeKind, Plan, Site, Weaving};
use spile_python::Python;
use spile_source::{ByteOffset, LineCol, LineIndex, Original, PositionMap, Woven, seal, strip};

/// How many of them there were.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    pub woven: usize,
    pub skipped: usize,
}

/// Weaves `source` and checks all promises that need no CPython. `Ok(None)` when it cannot be parsed. Seen is what is woven
/// by default.
pub fn promises(source: &str) -> Result<Option<Seen>, String> {
    for (what, bodies, outside) in [
        ("bodies", true, false),
        ("calls", false, true),
        ("both", true, true),
    ] {
        let plan = Plan {
            asks: Asks::Everything { bodies, outside },
            ..Plan::default()
        };
        promises_of(source, &plan).map_err(|failure| format!("with {what}: {failure}"))?;
    }
    promises_of(source, &Plan::default())
}

fn promises_of(source: &str, plan: &Plan) -> Result<Option<Seen>, String> {
    let weave = |source: &str| Python.weave(source, "pkg.module", plan);
    let Ok(weaving) = weave(source) else {
        return Ok(None);
    };
    let again = weave(source).map_err(|error| format!("woven once, but not twice: {error}"))?;
    same(&weaving, &again)?;
    sites(source, &weaving)?;
    if weaving.sites.is_empty() != weaving.insertions.is_empty() {
        return Err("insertions without sites, or sites without insertions".into());
    }
    let Woven { text, map } = weaving.insertions.clone().apply(source);
    if weaving.sites.is_empty() && text != source {
        return Err("nothing was woven, but the text is another one".into());
    }
    if again.insertions.clone().apply(source).text != text {
        return Err("two weavings give two texts".into());
    }
    empty_plan(source, plan)?;
    stripped(source, weaving.insertions)?;
    bytes(source, &text, &map)?;
    ranges(source, &text, &map)?;
    let woven = weave(&text).map_err(|error| format!("the woven text is no program: {error}"))?;
    let ids = |weaving: &Weaving| {
        weaving
            .sites
            .iter()
            .map(|site| site.name.clone())
            .collect::<Vec<_>>()
    };
    let (before, after) = (ids(&again), ids(&woven));
    if let Some(missing) = before.iter().find(|id| !after.contains(id)) {
        let reasons = woven
            .skipped
            .iter()
            .filter(|skipped| &skipped.node.name == missing);
        let reasons: Vec<String> = reasons.map(|skipped| skipped.reason.to_string()).collect();
        return Err(format!("the woven text has no definition {missing}: {reasons:?}"));
    }
    if let Some(new) = after.iter().find(|id| !before.contains(id)) {
        let reasons = again.skipped.iter().filter(|skipped| &skipped.node.name == new);
        let reasons: Vec<String> = reasons.map(|skipped| skipped.reason.to_string()).collect();
        return Err(format!(
            "the woven text has a definition {new} that the source has not: {reasons:?}"
        ));
    }
    if before != after {
        return Err("the woven text has its definitions in another order".into());
    }
    Ok(Some(Seen {
        woven: weaving.sites.len(),
        skipped: weaving.skipped.len(),
    }))
}

/// The same source gives the same weaving.
pub fn same(one: &Weaving, other: &Weaving) -> Result<(), String> {
    if one.sites != other.sites || one.skipped != other.skipped || one.mark != other.mark {
        return Err("two weavings of one source have different sites".into());
    }
    Ok(())
}

/// A plan that asks for nothing gives the identical text.
fn empty_plan(source: &str, plan: &Plan) -> Result<(), String> {
    let plan = Plan {
        asks: Asks::only(BTreeMap::new()),
        ..plan.clone()
    };
    let empty = Python
        .weave(source, "pkg.module", &plan)
        .map_err(|error| format!("woven, but not with an empty plan: {error}"))?;
    if empty.insertions.apply(source).text != source {
        return Err("an empty plan gives another text".into());
    }
    if (empty.sites.len(), empty.skipped.len()) != (0, 0) {
        return Err("an empty plan has sites".into());
    }
    Ok(())
}

fn stripped(source: &str, insertions: spile_source::Insertions) -> Result<(), String> {
    if insertions.is_empty() && insertions.clone().apply(source).text != source {
        return Err("inserting nothing changes the text".into());
    }
    match strip(&seal(insertions, source, "#", "\n")) {
        Ok(text) if text == source => Ok(()),
        Ok(_) => Err("strip gives another text".into()),
        Err(error) => Err(format!("strip: {error}")),
    }
}

fn sites(source: &str, weaving: &Weaving) -> Result<(), String> {
    if source.contains(&weaving.mark) {
        return Err(format!("the mark {:?} stands in the source", weaving.mark));
    }
    let index = LineIndex::new(source);
    let mut ids = HashSet::new();
    let skipped = weaving.skipped.iter().map(|skipped| &skipped.node);
    for site in weaving.sites.iter().chain(skipped) {
        if !ids.insert(&*site.id) {
            return Err(format!("two nodes are called {}", site.id));
        }
        quotes(source, &index, site)?;
    }
    Ok(())
}

fn quotes(source: &str, index: &LineIndex, site: &Site) -> Result<(), String> {
    let id = &site.id;
    let is_in_module = match site.kind {
        NodeKind::Module => id == "pkg.module",
        _ => id.starts_with("pkg.module#"),
    };
    if !is_in_module {
        return Err(format!("{id} is not in its module"));
    }
    let (start, end) = (site.range.start().to_usize(), site.range.end().to_usize());
    let Some(text) = source.get(start..end) else {
        return Err(format!("{id}: {} is no range of the source", site.range));
    };
    let is_module = site.kind == NodeKind::Module && text == source;
    if !is_module
        && !["def", "async", "@", "lambda", "class"]
            .iter()
            .any(|word| text.starts_with(word))
    {
        return Err(format!("{id} is at {text:.40?}"));
    }
    let first = index.line_col(site.range.start()).line;
    let last = index
        .line_col(ByteOffset::new(site.range.end().to_u32() - 1))
        .line;
    if !(first <= site.line && site.line <= site.end_line && site.end_line == last) {
        return Err(format!(
            "{id} is on lines {}..{}, and quotes {first}..{last}",
            site.line, site.end_line
        ));
    }
    Ok(())
}

/// Every original byte maps there and back; what was inserted maps to where it was inserted.
pub fn bytes(source: &str, woven: &str, map: &PositionMap) -> Result<(), String> {
    let mut before = None;
    for (at, &byte) in source.as_bytes().iter().enumerate() {
        let at = ByteOffset::new(at as u32);
        let there = map.to_woven(at);
        if woven.as_bytes().get(there.to_usize()) != Some(&byte) {
            return Err(format!(
                "byte {at:?} is another one at {there:?} of the woven text"
            ));
        }
        if map.to_original(there) != at {
            return Err(format!("byte {at:?} does not come back from {there:?}"));
        }
        if before >= Some(there) {
            return Err(format!("byte {at:?} is not after the one before it"));
        }
        before = Some(there);
    }
    let mut before = ByteOffset::new(0);
    for at in 0..=woven.len() as u32 {
        let original = map.to_original(ByteOffset::new(at));
        if original < before || original.to_usize() > source.len() {
            return Err(format!("woven byte {at} maps to {original:?} after {before:?}"));
        }
        before = original;
    }
    Ok(())
}

/// Ranges of the woven text are ranges of the original; those of original text alone are exactly that text.
pub fn ranges(source: &str, woven: &str, map: &PositionMap) -> Result<(), String> {
    let (original_lines, woven_lines) = (LineIndex::new(source), LineIndex::new(woven));
    let n_lines = original_lines.line_count();
    let mut before = 1;
    for line in 1..=woven_lines.line_count() {
        let original = map.original_line(line);
        if !(before..=n_lines).contains(&original) {
            return Err(format!(
                "woven line {line} is line {original} after {before} of {n_lines}"
            ));
        }
        before = original;
        if let Original::At(at, _) = map.original_of_line(line)
            && !(1..=n_lines).contains(&at.line)
        {
            return Err(format!("woven line {line} without columns is line {}", at.line));
        }
        let (start, end) = (woven_lines.line_start(line), woven_lines.line_start(line + 1));
        let (start, len) = (start.to_u32(), end.to_u32() - start.to_u32());
        for (from, to) in [
            (0, len),
            (0, len / 2),
            (len / 3, len + 9),
            (len / 2, len / 2),
            (len / 2, 3 * len),
        ] {
            let at = |at: u32| woven_lines.line_col(ByteOffset::new(start + at));
            if let Original::At(start, end) = map.original(at(from), at(to)) {
                inside(&original_lines, start)?;
                inside(&original_lines, end)?;
                if start > end {
                    return Err(format!("a range of woven line {line} ends before it starts"));
                }
            }
        }
    }
    for line in 1..=n_lines {
        let (start, end) = (
            original_lines.line_start(line),
            original_lines.line_start(line + 1),
        );
        let first = original_lines.line_col(start);
        // Its own last byte, without the line end.
        let last = source[start.to_usize()..end.to_usize()]
            .trim_end_matches(['\r', '\n'])
            .len() as u32;
        if last == 0 {
            continue;
        }
        let there = woven_lines.line_col(map.to_woven(start));
        let last_there = map.to_woven(ByteOffset::new(start.to_u32() + last - 1));
        let mut there_end = woven_lines.line_col(last_there);
        there_end.col += 1;
        let expected = Original::At(
            first,
            LineCol {
                line: first.line,
                col: last,
            },
        );
        let found = map.original(there, there_end);
        if found != expected {
            return Err(format!("line {line} maps back to {found:?}"));
        }
    }
    Ok(())
}

fn inside(lines: &LineIndex, at: LineCol) -> Result<(), String> {
    if lines.line_col(lines.offset(at)) == at {
        Ok(())
    } else {
        Err(format!("{at:?} is not in the original"))
    }
}
