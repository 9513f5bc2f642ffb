//! The pages of `fixtures/patterns` and `fixtures/selectors`: what each selector selects in their sources, all of it.
//! `docs/fixtures.md` says what a page is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use spile_core::{Codes, Frontend, Module, Patterns, Selection, Selector, SourceFacts, Tri};
use spile_python::Python;

/// One source, and what selectors select in it.
#[derive(Debug)]
struct Case {
    heading: String,
    module: String,
    source: String,
    /// Each selector with the IDs below it.
    selections: Vec<(String, BTreeSet<String>)>,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(name)
}

fn pages(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).into_iter().flatten().flatten();
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    pages.sort();
    pages
}

fn cases(page: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut heading = None;
    let mut lines = page.split('\n').enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some(text) = line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")) {
            heading = Some(text);
            continue;
        }
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let mut body = Vec::new();
        loop {
            match lines.next() {
                Some((_, "```")) => break,
                Some((_, line)) => body.push(line),
                None => return Err(format!("line {}: the fence is not closed", number + 1)),
            }
        }
        let mut words = info.split(' ');
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some("python"), Some("source"), module, None) => cases.push(Case {
                heading: heading.ok_or("a fence before the first heading")?.to_owned(),
                module: module.unwrap_or("shop").to_owned(),
                source: body.join("\n") + "\n",
                selections: Vec::new(),
            }),
            (Some("select"), None, ..) => {
                let case = cases.last_mut().ok_or("a selection before the first source")?;
                for line in body {
                    match (line.strip_prefix("  "), case.selections.last_mut()) {
                        (None, _) => case.selections.push((line.to_owned(), BTreeSet::new())),
                        (Some(id), Some((_, ids))) => {
                            ids.insert(id.to_owned());
                        }
                        (Some(id), None) => return Err(format!("'{id}' stands below no selector")),
                    }
                }
            }
            _ => return Err(format!("line {}: unknown fence '{info}'", number + 1)),
        }
    }
    Ok(cases)
}

/// The IDs of what the selector selects.
fn selected(case: &Case, text: &str) -> Result<BTreeSet<String>, String> {
    let selector =
        Selector::parse(text).map_err(|error| format!("`{text}`: {error} at {:?}", error.span()))?;
    let patterns = Patterns::new(Python.patterns());
    if let Some(unknown) = selector
        .patterns()
        .iter()
        .find(|word| !patterns.contains(&word.text))
    {
        return Err(format!("`{text}`: there is no pattern {}", unknown.text));
    }
    let mut codes = Codes::default();
    for code in selector.codes() {
        let pattern = Python
            .code_pattern(&code.text)
            .map_err(|error| format!("`{text}`: {error}"))?;
        codes.insert(&code.text, pattern);
    }
    let outline = Python
        .outline(&case.source, Module::from(case.module.as_str()))
        .map_err(|error| format!("'{}': {error}", case.heading))?;
    let file = format!("{}.py", case.module.replace('.', "/"));
    let facts = SourceFacts {
        module: &case.module,
        holds_modules: false,
        file: Some(&file),
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
    let ids = found.iter().map(|node| outline.id(node));
    Ok(ids.collect())
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
            failures.push(format!("'{}' selects nothing", case.heading));
        }
        for (selector, said) in &case.selections {
            match selected(case, selector) {
                Ok(found) if found == *said => {}
                Ok(found) => failures.push(format!(
                    "'{}', `{selector}`: not selected {:?}, selected but not said {:?}",
                    case.heading,
                    said.difference(&found).collect::<Vec<_>>(),
                    found.difference(said).collect::<Vec<_>>()
                )),
                Err(failure) => failures.push(format!("'{}': {failure}", case.heading)),
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
    let patterns = Patterns::new(Python.patterns());
    let mut names: Vec<&str> = patterns.names().collect();
    names.sort_unstable();
    let pages = pages("patterns");
    let stems: Vec<&str> = pages
        .iter()
        .filter_map(|path| path.file_stem()?.to_str())
        .collect();
    assert_eq!(names, stems);
    for (path, name) in pages.iter().zip(names) {
        let page = fs::read_to_string(path).unwrap();
        let selector = format!("pattern({name})");
        let cases = cases(&page).unwrap();
        let selections = cases.iter().flat_map(|case| &case.selections);
        let hits: usize = selections
            .filter(|(text, _)| *text == selector)
            .map(|(_, ids)| ids.len())
            .sum();
        assert!(hits > 0, "{name} selects nothing on its page");
        // Functions and classes.
        let count = |source: &str| source.matches("def ").count() + source.matches("class ").count();
        let n_definitions: usize = cases.iter().map(|case| count(&case.source)).sum();
        assert!(hits < n_definitions, "{name} has no near miss on its page");
    }
}

/// The list in `docs/patterns.md` is the registry.
#[test]
fn the_documentation_lists_the_patterns() {
    let page = fs::read_to_string(folder("../docs/patterns.md")).unwrap();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| [`")?.split(" | ");
        // Elixir's patterns have their own tests.
        if line.contains("fixtures/elixir/") {
            return None;
        }
        let name = cells.next()?.split('`').next()?.to_owned();
        Some((name, cells.next()?.trim_end_matches(" |").to_owned()))
    };
    let listed: Vec<(String, String)> = page.lines().filter_map(row).collect();
    let patterns = Patterns::new(Python.patterns());
    let registered: Vec<(String, String)> = patterns
        .all_built_in()
        .map(|pattern| (pattern.name.to_owned(), pattern.summary.to_owned()))
        .collect();
    assert_eq!(listed, registered);
}

#[test]
fn a_page_that_is_wrong_fails() {
    let page =
        |ids: &str| format!("# A\n\n```python source\ndef f(): pass\n```\n\n```select\nname(f)\n{ids}```\n");
    assert!(failures(&page("  shop#f\n  shop#f:pass:cafe\n"))[0].contains("not selected"));
    assert!(failures(&page(""))[0].contains("not said"));
    assert_eq!(
        failures("# A\n\n```python source\nx\n```\n"),
        ["'A' selects nothing"]
    );
    assert!(failures("# A\n\n```python\nx\n```\n")[0].contains("unknown fence"));
    assert!(
        failures("# A\n\n```python source\nx\n```\n```select\npattern(none)\n```\n")[0]
            .contains("no pattern")
    );
}
