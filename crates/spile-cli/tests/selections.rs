//! The pages of patterns and selectors in `fixtures` and `fixtures/elixir`: what each selector selects in their sources, all of
//! it. `docs/fixtures.md` says what a page is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use spile_core::{
    CodePattern, Codes, Frontend, Module, Outline, Patterns, Selection, Selector, SourceFacts, Tri,
};
use spile_elixir::Elixir;
use spile_python::Python;

/// What the pages of one language differ in.
struct Language {
    /// The first word of a source's fence.
    name: &'static str,
    /// Where its pages are, below `fixtures`.
    pages: &'static str,
    /// The module of a source that names none.
    module: &'static str,
    /// The file of a module.
    file: fn(&str) -> String,
    holds_modules: bool,
    /// What definitions start with, to count them by.
    definitions: &'static [&'static str],
    outline: fn(&str, Module<'_>) -> Result<Outline, String>,
    code_pattern: fn(&str) -> Result<CodePattern, String>,
    patterns: fn() -> Patterns,
}

const LANGUAGES: [Language; 2] = [
    Language {
        name: "python",
        pages: "",
        module: "shop",
        file: |module| format!("{}.py", module.replace('.', "/")),
        holds_modules: false,
        definitions: &["def ", "class "],
        outline: |source, module| Python.outline(source, module).map_err(|error| error.to_string()),
        code_pattern: |code| Python.code_pattern(code).map_err(|error| error.to_string()),
        patterns: || Patterns::new(Python.patterns()),
    },
    Language {
        name: "elixir",
        pages: "elixir",
        module: "lib/shop.ex",
        file: str::to_owned,
        holds_modules: true,
        definitions: &["def"],
        outline: |source, module| Elixir.outline(source, module).map_err(|error| error.to_string()),
        code_pattern: |code| Elixir.code_pattern(code).map_err(|error| error.to_string()),
        patterns: || Patterns::new(&[]).and(spile_elixir::LANGUAGE, Elixir.patterns()),
    },
];

/// One source, and what selectors select in it.
struct Case {
    heading: String,
    language: &'static Language,
    module: String,
    source: String,
    /// Each selector with the IDs below it.
    selections: Vec<(String, BTreeSet<String>)>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn pages(language: &Language, name: &str) -> Vec<PathBuf> {
    let folder = root().join("fixtures").join(language.pages).join(name);
    let entries = fs::read_dir(&folder).unwrap();
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    assert!(!pages.is_empty(), "no pages in {}", folder.display());
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
        let words = [words.next(), words.next(), words.next(), words.next()];
        let language = LANGUAGES.iter().find(|language| words[0] == Some(language.name));
        match (language, words) {
            (Some(language), [_, Some("source"), module, None]) => cases.push(Case {
                heading: heading.ok_or("a fence before the first heading")?.to_owned(),
                language,
                module: module.unwrap_or(language.module).to_owned(),
                source: body.join("\n") + "\n",
                selections: Vec::new(),
            }),
            (None, [Some("select"), None, ..]) => {
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
    let language = case.language;
    let patterns = (language.patterns)();
    if let Some(unknown) = selector
        .patterns()
        .iter()
        .find(|word| !patterns.contains(&word.text))
    {
        return Err(format!("`{text}`: there is no pattern {}", unknown.text));
    }
    let mut codes = Codes::default();
    for code in selector.codes() {
        let pattern = (language.code_pattern)(&code.text);
        codes.insert(&code.text, pattern.map_err(|error| format!("`{text}`: {error}"))?);
    }
    let outline = (language.outline)(&case.source, Module::from(case.module.as_str()))?;
    let file = (language.file)(&case.module);
    let facts = SourceFacts {
        module: &case.module,
        holds_modules: language.holds_modules,
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
    for language in &LANGUAGES {
        for path in [pages(language, "patterns"), pages(language, "selectors")].concat() {
            let failures = failures(&fs::read_to_string(&path).unwrap());
            told.extend(
                failures
                    .into_iter()
                    .map(|failure| format!("{}: {failure}", path.display())),
            );
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// A page that is missing, or one of a pattern that is gone.
#[test]
fn every_pattern_has_a_page_with_hits_and_near_misses() {
    for language in &LANGUAGES {
        let patterns = (language.patterns)();
        let mut names: Vec<&str> = patterns.names().collect();
        names.sort_unstable();
        let pages = pages(language, "patterns");
        let stems: Vec<&str> = pages
            .iter()
            .filter_map(|path| path.file_stem()?.to_str())
            .collect();
        assert_eq!(names, stems);
        for (path, name) in pages.iter().zip(names) {
            let cases = cases(&fs::read_to_string(path).unwrap()).unwrap();
            let selector = format!("pattern({name})");
            let selections = cases.iter().flat_map(|case| &case.selections);
            let hits: usize = selections
                .filter(|(text, _)| *text == selector)
                .map(|(_, ids)| ids.len())
                .sum();
            assert!(hits > 0, "{name} selects nothing on its page");
            let starts = language.definitions.iter();
            let n_definitions: usize = starts
                .flat_map(|start| cases.iter().map(|case| case.source.matches(*start).count()))
                .sum();
            assert!(hits < n_definitions, "{name} has no near miss on its page");
        }
    }
}

/// The list in `docs/patterns.md` is the registry.
#[test]
fn the_documentation_lists_the_patterns() {
    let page = fs::read_to_string(root().join("docs/patterns.md")).unwrap();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| [`")?.split(" | ");
        let name = cells.next()?.split('`').next()?.to_owned();
        Some((name, cells.next()?.trim_end_matches(" |").to_owned()))
    };
    let listed: Vec<(String, String)> = page.lines().filter_map(row).collect();
    let patterns = Patterns::new(Python.patterns()).and(spile_elixir::LANGUAGE, Elixir.patterns());
    let registered: Vec<(String, String)> = patterns
        .all_built_in()
        .map(|pattern| (pattern.name.to_owned(), pattern.summary.to_owned()))
        .collect();
    assert_eq!(listed, registered);
}

#[test]
fn a_page_that_is_wrong_fails() {
    for (source, id) in [
        ("python source\ndef f(): pass", "shop#f"),
        ("elixir source\ndef f, do: 1", "lib/shop.ex#f/0@1"),
    ] {
        let page = |ids: &str| {
            format!("# A\n\n```{source}\n```\n\n```select\nname(f) and kind(function)\n{ids}```\n")
        };
        assert_eq!(failures(&page(&format!("  {id}\n"))), Vec::<String>::new());
        assert!(failures(&page(&format!("  {id}\n  shop#g\n")))[0].contains("not selected"));
        assert!(failures(&page(""))[0].contains("not said"));
        assert_eq!(
            failures(&format!("# A\n\n```{source}\n```\n")),
            ["'A' selects nothing"]
        );
        let unknown = format!("# A\n\n```{source}\n```\n```select\npattern(none)\n```\n");
        assert!(failures(&unknown)[0].contains("no pattern"));
    }
    assert!(failures("# A\n\n```python\nx\n```\n")[0].contains("unknown fence"));
    assert!(failures("# A\n\n```ruby source\nx\n```\n")[0].contains("unknown fence"));
}
