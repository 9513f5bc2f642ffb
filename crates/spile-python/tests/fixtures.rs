//! The fixture pages: what is woven into each of their programs. `docs/fixtures.md` says what a page is.
//!
//! `SPILE_BLESS=1` writes the `python woven` and `skipped` fences; where `CI=true` that is an error.

mod checks;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use spile_core::{Asks, Frontend, Plan, Weaving};
use spile_python::Python;

const FENCES: [&str; 5] = ["python input", "python woven", "run", "trace", "skipped"];

/// A fenced block of a page. Lines are numbered from 0.
struct Fence {
    name: &'static str,
    options: Vec<String>,
    text: String,
    /// The line of its opening.
    first: usize,
    /// The line of its end.
    last: usize,
}

/// A heading, and the fences below it.
struct Case {
    heading: String,
    fences: Vec<Fence>,
}

impl Case {
    fn fence(&self, name: &str) -> Option<&Fence> {
        self.fences.iter().find(|fence| fence.name == name)
    }

    /// What its `python input` asks for.
    fn plan(&self) -> Plan {
        let input = self.fence("python input");
        let has = |name: &str| input.is_some_and(|fence| fence.options.iter().any(|option| option == name));
        Plan {
            asks: Asks::Everything {
                bodies: has("bodies"),
                outside: has("outside"),
            },
            ..Plan::default()
        }
    }

    /// The program, decoded, as the weaver gets it.
    fn source(&self) -> Result<String, String> {
        let fence = self
            .fence("python input")
            .ok_or(format!("'{}' has no input", self.heading))?;
        let has = |name: &str| fence.options.iter().any(|option| option == name);
        if let Some(unknown) = fence.options.iter().find(|option| {
            ![
                "crlf",
                "cr",
                "bom",
                "no-final-newline",
                "latin-1",
                "bodies",
                "outside",
            ]
            .contains(&option.as_str())
        }) {
            return Err(format!(
                "unknown option '{unknown}' of the input of '{}'",
                self.heading
            ));
        }
        let mut text = fence.text.replace('→', "\t").replace('␌', "\x0c");
        if has("no-final-newline") {
            text.truncate(text.trim_end_matches('\n').len());
        }
        if has("crlf") {
            text = text.replace('\n', "\r\n");
        } else if has("cr") {
            text = text.replace('\n', "\r");
        }
        // A byte order mark is gone before anything is woven.
        Ok(text)
    }
}

fn pages() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/python");
    let mut pages: Vec<PathBuf> = fs::read_dir(directory)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

fn cases(page: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = page.split('\n').enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some(heading) = line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")) {
            cases.push(Case {
                heading: heading.to_owned(),
                fences: Vec::new(),
            });
        } else if let Some(info) = line.strip_prefix("```") {
            let name = FENCES
                .into_iter()
                .find(|name| {
                    info.strip_prefix(name)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                })
                .ok_or(format!("line {}: unknown fence '{info}'", number + 1))?;
            let mut text = String::new();
            let last = loop {
                match lines.next() {
                    Some((last, "```")) => break last,
                    Some((_, line)) => text.extend([line, "\n"]),
                    None => return Err(format!("line {}: the fence is not closed", number + 1)),
                }
            };
            let case = cases.last_mut().ok_or("a fence before the first heading")?;
            if case.fence(name).is_some() {
                return Err(format!("line {}: a second '{name}'", number + 1));
            }
            case.fences.push(Fence {
                name,
                options: info[name.len()..].split_whitespace().map(str::to_owned).collect(),
                text,
                first: number,
                last,
            });
        }
    }
    cases.retain(|case| !case.fences.is_empty());
    Ok(cases)
}

/// Line ends as `\n`; what cannot be seen as signs.
fn shown(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "→")
        .replace('\x0c', "␌")
}

fn skipped(weaving: &Weaving) -> String {
    weaving
        .skipped
        .iter()
        .map(|skipped| {
            format!(
                "line {}, {}: {}\n",
                skipped.node.line, skipped.node.name, skipped.reason
            )
        })
        .collect()
}

/// What a page says, and what it should say: for each difference heading, fence and text.
fn differences(page: &str) -> Result<Vec<(usize, &'static str, String)>, String> {
    let mut differences = Vec::new();
    for (idx, case) in cases(page)?.iter().enumerate() {
        let source = case.source()?;
        let weaving = Python
            .weave(&source, "input", &case.plan())
            .map_err(|error| format!("'{}' cannot be woven: {error}", case.heading))?;
        checks::promises(&source).map_err(|failure| format!("'{}': {failure}", case.heading))?;
        let left = skipped(&weaving);
        let mut woven = shown(&weaving.insertions.apply(&source).text);
        if !woven.ends_with('\n') {
            woven.push('\n');
        }
        for (name, text) in [("python woven", woven), ("skipped", left)] {
            let said = case.fence(name).map_or("", |fence| &fence.text);
            if said != text {
                differences.push((idx, name, text));
            }
        }
    }
    Ok(differences)
}

fn blessed(page: &str) -> Result<String, String> {
    let mut page = page.to_owned();
    // One after the other: each changes the numbers of the lines below it.
    while let Some((idx, name, text)) = differences(&page)?.into_iter().next() {
        let cases = cases(&page)?;
        let case = &cases[idx];
        let mut lines: Vec<&str> = page.split('\n').collect();
        let body: Vec<&str> = text.split_terminator('\n').collect();
        if let Some(fence) = case.fence(name) {
            lines.splice(fence.first + 1..fence.last, body);
        } else {
            let after = case.fence("python woven").or(case.fence("python input"));
            let at = after.map_or(0, |fence| fence.last + 1);
            let opening = format!("```{name}");
            lines.splice(at..at, ["", &opening].into_iter().chain(body).chain(["```"]));
            page = lines.join("\n");
            continue;
        }
        page = lines.join("\n");
    }
    Ok(page)
}

#[test]
fn pages_say_what_is_woven() {
    let bless = env::var("SPILE_BLESS").is_ok_and(|bless| bless == "1");
    assert!(
        !bless || env::var("CI").as_deref() != Ok("true"),
        "nothing is blessed in CI"
    );
    let mut failures = Vec::new();
    let pages = pages();
    assert!(!pages.is_empty(), "there are no fixture pages");
    for path in pages {
        let page = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap_or_default().display();
        if bless {
            match blessed(&page) {
                Ok(text) => fs::write(&path, text).unwrap(),
                Err(failure) => failures.push(format!("{name}: {failure}")),
            }
            continue;
        }
        match (differences(&page), cases(&page)) {
            (Ok(differences), Ok(cases)) => {
                for (idx, fence, text) in differences {
                    failures.push(format!(
                        "{name}: '{}', {fence} should be\n{text}",
                        cases[idx].heading
                    ));
                }
            }
            (Err(failure), _) | (_, Err(failure)) => failures.push(format!("{name}: {failure}")),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn an_unknown_fence_is_an_error() {
    let page = |info: &str| format!("# A page\n\n```{info}\nx = 1\n```\n");
    assert!(cases(&page("python input")).is_ok());
    assert!(cases(&page("python inputs")).is_err());
    assert!(cases(&page("python")).is_err());
    assert!(cases("# A page\n\n```run\n").is_err());
    let case = &cases(&page("python input crlf nonsense")).unwrap()[0];
    assert!(case.source().is_err());
}
