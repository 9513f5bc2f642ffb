//! The pages of `fixtures/elixir/patterns` and `fixtures/elixir/selectors`: what each selector selects in their sources, all of
//! it. `docs/fixtures.md` says what a page is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use spile_core::{Codes, Frontend, Patterns, Selection, Selector, SourceFacts, Tri};
use spile_elixir::Elixir;

const FILE: &str = "lib/shop.ex";

/// One source, and what selectors select in it: each with the IDs below it.
struct Case {
    source: String,
    selections: Vec<(String, BTreeSet<String>)>,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/elixir")
        .join(name)
}

fn pages(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).unwrap();
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    assert!(!pages.is_empty(), "no pages in {name}");
    pages
}

fn cases(page: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fences = page.split("\n```");
    fences.next();
    while let Some(fence) = fences.next() {
        if fences.next().is_none() {
            return Err("a fence is not closed".into());
        }
        let (info, body) = fence.split_once('\n').unwrap_or((fence, ""));
        match info {
            "elixir source" => cases.push(Case {
                source: format!("{body}\n"),
                selections: Vec::new(),
            }),
            "select" => {
                let case = cases.last_mut().ok_or("a selection before the first source")?;
                for line in body.lines() {
                    match (line.strip_prefix("  "), case.selections.last_mut()) {
                        (None, _) => case.selections.push((line.to_owned(), BTreeSet::new())),
                        (Some(id), Some((_, ids))) => {
                            ids.insert(id.to_owned());
                        }
                        (Some(id), None) => return Err(format!("'{id}' stands below no selector")),
                    }
                }
            }
            _ => return Err(format!("unknown fence '{info}'")),
        }
    }
    Ok(cases)
}

fn patterns() -> Patterns {
    Patterns::new(&[]).and(spile_elixir::LANGUAGE, Elixir.patterns())
}

/// The IDs of what the selector selects.
fn selected(case: &Case, text: &str) -> Result<BTreeSet<String>, String> {
    let selector =
        Selector::parse(text).map_err(|error| format!("`{text}`: {error} at {:?}", error.span()))?;
    let patterns = patterns();
    for word in selector.patterns() {
        if !patterns.contains(&word.text) {
            return Err(format!("`{text}`: there is no pattern {}", word.text));
        }
    }
    let mut codes = Codes::default();
    for code in selector.codes() {
        let pattern = Elixir.code_pattern(&code.text);
        codes.insert(&code.text, pattern.map_err(|error| format!("`{text}`: {error}"))?);
    }
    let outline = Elixir
        .outline(&case.source, FILE.into())
        .map_err(|error| error.to_string())?;
    let facts = SourceFacts {
        module: FILE,
        holds_modules: true,
        file: Some(FILE),
        text: Some(&case.source),
        is_project: true,
    };
    let found = selector.select(&Selection {
        outline: &outline,
        source: &case.source,
        facts,
        patterns: &patterns,
        codes: &codes,
    });
    if !found.is_empty() && selector.may_match(&facts, &patterns) == Tri::No {
        return Err(format!("`{text}`: the prefilter passes over what it selects"));
    }
    Ok(found.iter().map(|node| outline.id(node)).collect())
}

/// What a page says that is not so.
fn failures(page: &str) -> Vec<String> {
    let cases = match cases(page) {
        Ok(cases) => cases,
        Err(failure) => return vec![failure],
    };
    let mut failures = Vec::new();
    for case in &cases {
        if case.selections.is_empty() {
            failures.push("a source without a selection".into());
        }
        for (selector, said) in &case.selections {
            match selected(case, selector) {
                Ok(found) if found == *said => {}
                Ok(found) => failures.push(format!(
                    "`{selector}`: not selected {:#?}, selected but not said {:#?}",
                    said.difference(&found).collect::<Vec<_>>(),
                    found.difference(said).collect::<Vec<_>>()
                )),
                Err(failure) => failures.push(failure),
            }
        }
    }
    failures
}

#[test]
fn pages_say_what_is_selected() {
    let mut told = Vec::new();
    for path in [pages("patterns"), pages("selectors")].concat() {
        let page = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap_or_default().display();
        told.extend(
            failures(&page)
                .into_iter()
                .map(|failure| format!("{name}: {failure}")),
        );
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// A page that is missing, or one of a pattern that is gone.
#[test]
fn every_pattern_has_a_page_with_hits_and_near_misses() {
    let patterns = patterns();
    let mut names: Vec<&str> = patterns.names().collect();
    names.sort_unstable();
    let pages = pages("patterns");
    let stems: Vec<&str> = pages
        .iter()
        .filter_map(|path| path.file_stem()?.to_str())
        .collect();
    assert_eq!(names, stems);
    for (path, name) in pages.iter().zip(names) {
        let cases = cases(&fs::read_to_string(path).unwrap()).unwrap();
        let hits: usize = cases
            .iter()
            .flat_map(|case| &case.selections)
            .filter(|(text, _)| *text == format!("pattern({name})"))
            .map(|(_, ids)| ids.len())
            .sum();
        assert!(hits > 0, "{name} selects nothing on its page");
        let n_definitions: usize = cases.iter().map(|case| case.source.matches("def").count()).sum();
        assert!(hits < n_definitions, "{name} has no near miss on its page");
    }
}

/// The list in `docs/patterns.md` is the registry.
#[test]
fn the_documentation_lists_the_patterns() {
    let page = fs::read_to_string(folder("../../docs/patterns.md")).unwrap();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| [`")?.split(" | ");
        let cell = cells.next()?;
        let is_elixir = cell.contains("fixtures/elixir/");
        let name = cell.split('`').next()?.to_owned();
        is_elixir.then_some((name, cells.next()?.trim_end_matches(" |").to_owned()))
    };
    let listed: Vec<(String, String)> = page.lines().filter_map(row).collect();
    let registered: Vec<(String, String)> = Elixir
        .patterns()
        .iter()
        .map(|pattern| (pattern.name.to_owned(), pattern.summary.to_owned()))
        .collect();
    assert_eq!(listed, registered);
}

#[test]
fn a_page_that_is_wrong_fails() {
    let page = |ids: &str| {
        format!(
            "# A\n\n```elixir source\ndef f, do: 1\n```\n\n```select\nname(f) and kind(function)\n{ids}```\n"
        )
    };
    assert!(failures(&page("  lib/shop.ex#f/0@1\n")).is_empty());
    assert!(failures(&page("  lib/shop.ex#f/0@1\n  shop#g/0@1\n"))[0].contains("not selected"));
    assert!(failures(&page(""))[0].contains("not said"));
    assert!(failures("# A\n\n```elixir\nx\n```\n")[0].contains("unknown fence"));
}
