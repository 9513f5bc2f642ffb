//! docs/configuration.md tells of the keys what the description of the keys tells.

use spile_config::keys::{self, Section};

/// The table of a section as the page has it.
fn table(section: &Section) -> String {
    let mut table = String::from("| key | takes | meaning | without it |\n|---|---|---|---|\n");
    for key in &section.keys {
        let takes = key.kind.expected().replace('|', "\\|");
        let flag = key.flag.map(|flag| format!(" (`{flag}`)")).unwrap_or_default();
        let without = match key.default {
            Some(default) => default,
            None if key.is_required => "an error",
            None => "",
        };
        table += &format!(
            "| `{}`{flag} | {takes} | {} | {without} |\n",
            key.name, key.summary
        );
    }
    table
}

#[test]
fn the_page_has_all_keys() {
    let page = include_str!("../../../docs/configuration.md").replace("\r\n", "\n");
    for section in keys::sections() {
        let table = table(&section);
        assert!(
            page.contains(&table),
            "docs/configuration.md does not have this table:\n{table}"
        );
        assert!(page.contains(section.title), "{}", section.title);
    }
}

#[test]
fn the_example_of_the_page_is_the_example() {
    let page = include_str!("../../../docs/configuration.md").replace("\r\n", "\n");
    assert!(
        page.contains(spile_config::EXAMPLE),
        "docs/configuration.md does not have what `spile init` writes"
    );
}
