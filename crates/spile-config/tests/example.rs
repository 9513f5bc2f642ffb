//! What `spile init` writes is what `spile check` takes, and tells of every key.

mod words;

use std::path::Path;

use spile_config::{Config, EXAMPLE, Layout, keys, parse};

fn read(text: &str) -> Config {
    let read = parse(
        Path::new("spile.toml"),
        None,
        text.as_bytes(),
        Layout::Own,
        &words::vocabulary(),
    );
    read.unwrap_or_else(|error| panic!("{error}")).unwrap()
}

/// The example with the keys that it has in comments.
fn uncommented() -> String {
    let is_key = |line: &str| {
        let name = line.trim_start_matches('[').trim_end_matches(']');
        let name = name.split([' ', '.', ']']).next().unwrap_or_default();
        keys::sections().iter().any(|section| section.key(name).is_some())
            && (line.starts_with('[') || line.contains(" = "))
    };
    let lines = EXAMPLE.lines().map(|line| match line.strip_prefix("# ") {
        Some(key) if is_key(key) => key,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_is_valid() {
    let rules = read(EXAMPLE).rules(&words::vocabulary()).unwrap();
    assert_eq!(
        rules.to_text(),
        "spile rules 1\n\
         pattern internal = private and not kind(class)\n\
         rule target-1 record=true = project\n\
         rule no-trivial record=false = trivial\n\
         rule long-internals record=true = pattern(internal) and size(>= 2)\n"
    );
}

#[test]
fn so_is_what_it_has_in_comments() {
    let text = uncommented();
    assert!(
        text.contains("\nexclude = ") && text.contains("\n[actions.whole]\n"),
        "{text}"
    );
    let config = read(&text);
    assert_eq!(config.run().keep, Some(10));
    assert_eq!(config.rules(&words::vocabulary()).unwrap().rules().len(), 6);
}

#[test]
fn each_key_is_in_it() {
    let text = uncommented();
    for key in keys::sections().iter().flat_map(|section| &section.keys) {
        let is_there = ["", "[", "[["].iter().any(|before| {
            [" = ", "]", "."]
                .iter()
                .any(|behind| text.contains(&format!("\n{before}{}{behind}", key.name)))
        });
        assert!(
            is_there || matches!(key.name, "selector" | "summary"),
            "{}",
            key.name
        );
    }
}
