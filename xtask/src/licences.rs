//! The licences of all dependencies, from what `cargo metadata` says: each must be permissive.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::environment::{cargo, state};
use crate::steps::{Log, Runner};

/// SPDX identifiers that we accept.
const PERMISSIVE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Exceptions that only ever permit more.
const EXCEPTIONS: &[&str] = &["LLVM-exception"];

/// A dependency and what its manifest says about its licence.
struct Package {
    name: String,
    licence: Option<String>,
    /// Whether it comes from a package registry, or is a member of the workspace.
    published: bool,
}

/// `cargo xtask licences`.
pub(crate) fn main(arguments: Vec<String>) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("unknown argument '{argument}'");
    }
    let runner = Runner::new(state().join("logs").join("licences"), Vec::new());
    let packages = runner
        .needed("metadata", packages)
        .context("cargo metadata failed")?;
    for Package { name, licence, .. } in &packages {
        println!("{name:<36}{}", licence.as_deref().unwrap_or("-"));
    }
    verdict(&packages)
}

/// The step of `cargo xtask test`.
///
/// # Errors
///
/// When a dependency is not permissively licensed, or comes from elsewhere than a package registry.
pub(crate) fn check(log: &mut Log) -> Result<()> {
    let packages = packages(log)?;
    log.note(format!("{} packages", packages.len()));
    verdict(&packages)
}

fn packages(log: &mut Log) -> Result<Vec<Package>> {
    let mut metadata = cargo();
    metadata
        .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
        .stdin(std::process::Stdio::null());
    log.line("$ cargo metadata");
    let output = metadata.output().context("cannot run cargo metadata")?;
    if !output.status.success() {
        bail!(
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?;
    let mut packages: Vec<Package> = packages
        .iter()
        .map(|package| Package {
            name: format!("{} {}", text(&package["name"]), text(&package["version"])),
            licence: package["license"].as_str().map(str::to_owned),
            published: package["source"]
                .as_str()
                .is_none_or(|source| source.starts_with("registry+")),
        })
        .collect();
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(packages)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn verdict(packages: &[Package]) -> Result<()> {
    let mut complaints = Vec::new();
    for Package {
        name,
        licence,
        published,
    } in packages
    {
        match licence
            .as_deref()
            .map(|licence| (licence, is_permissive(licence)))
        {
            None => complaints.push(format!("{name} names no licence")),
            Some((licence, None)) => complaints.push(format!("{name}: cannot read '{licence}'")),
            Some((licence, Some(false))) => {
                complaints.push(format!("{name}: '{licence}' is not on the list"))
            }
            Some((_, Some(true))) => {}
        }
        if !published {
            complaints.push(format!("{name} does not come from a package registry"));
        }
    }
    if complaints.is_empty() {
        Ok(())
    } else {
        bail!("{}", complaints.join("\n"))
    }
}

/// Whether an SPDX expression can be satisfied with permissive licences alone; `None` when it is not an expression.
/// `/`, which older manifests use, means `OR`.
///
/// Grammar: <https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/>
fn is_permissive(expression: &str) -> Option<bool> {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let verdict = alternatives(&mut rest)?;
    rest.is_empty().then_some(verdict)
}

fn alternatives(rest: &mut &[&str]) -> Option<bool> {
    let mut verdict = conjunction(rest)?;
    while take(rest, "OR") {
        verdict |= conjunction(rest)?;
    }
    Some(verdict)
}

fn conjunction(rest: &mut &[&str]) -> Option<bool> {
    let mut verdict = licence(rest)?;
    while take(rest, "AND") {
        verdict &= licence(rest)?;
    }
    Some(verdict)
}

fn licence(rest: &mut &[&str]) -> Option<bool> {
    if take(rest, "(") {
        let verdict = alternatives(rest)?;
        return take(rest, ")").then_some(verdict);
    }
    let name = word(rest)?;
    let mut verdict = PERMISSIVE.contains(&name);
    if take(rest, "WITH") {
        verdict &= EXCEPTIONS.contains(&word(rest)?);
    }
    Some(verdict)
}

fn take(rest: &mut &[&str], expected: &str) -> bool {
    let taken = rest.first() == Some(&expected);
    if taken {
        *rest = &rest[1..];
    }
    taken
}

fn word<'a>(rest: &mut &[&'a str]) -> Option<&'a str> {
    let (&first, tail) = rest.split_first()?;
    *rest = tail;
    (!["OR", "AND", "WITH", "(", ")"].contains(&first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_permissive_when_some_choice_is() {
        for (expression, expected) in [
            ("MIT", Some(true)),
            ("GPL-3.0-only", Some(false)),
            ("MIT OR GPL-3.0-only", Some(true)),
            ("MIT/Apache-2.0", Some(true)),
            ("MIT AND GPL-3.0-only", Some(false)),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", Some(true)),
            ("(MIT OR Apache-2.0) AND MPL-2.0", Some(false)),
            ("GPL-2.0-only OR MIT AND Zlib", Some(true)),
            ("Apache-2.0 WITH LLVM-exception", Some(true)),
            ("Apache-2.0 WITH Something-else", Some(false)),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", Some(true)),
            ("", None),
            ("MIT OR", None),
            ("(MIT", None),
            ("MIT Apache-2.0", None),
        ] {
            assert_eq!(is_permissive(expression), expected, "{expression:?}");
        }
    }
}
