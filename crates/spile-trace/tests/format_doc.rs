//! The format is described once: by the types that write it. `docs/trace-format.md` shows the same text.

/// The files and the types in them whose doc comments describe the format, in the order of the page.
const PARTS: [(&str, &str); 4] = [
    (include_str!("../src/recorder.rs"), "pub struct Recorder {"),
    (include_str!("../src/writer.rs"), "pub struct Writer<"),
    (
        include_str!("../src/metadata.rs"),
        "pub(crate) struct MetadataFile {",
    ),
    (include_str!("../src/space.rs"), "pub(crate) struct Space {"),
];

const TITLE: &str = "# The trace format\n\nThis page is the text that stands at the types which write it, in \
                     `crates/spile-trace`.\n";

/// The doc comment of a type from its first heading on.
fn format_section(source: &str, item: &str) -> String {
    let before = &source[..source.find(item).unwrap()];
    let lines: Vec<&str> = before.lines().collect();
    let is_doc = |line: &&str| line.starts_with("///") || line.starts_with("#[");
    let n_doc = lines.iter().rev().take_while(|line| is_doc(line)).count();
    let doc = lines[lines.len() - n_doc..]
        .iter()
        .filter_map(|line| line.strip_prefix("///"));
    let section = doc
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .skip_while(|line| !line.starts_with("## "));
    section.collect::<Vec<_>>().join("\n") + "\n"
}

/// Writes the page anew when `SPILE_BLESS` is set.
#[test]
fn the_page_is_what_the_types_say() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/trace-format.md");
    let sections = PARTS.map(|(source, item)| format_section(source, item));
    let expected = format!("{TITLE}\n{}", sections.join("\n"));
    if std::env::var_os("SPILE_BLESS").is_some() {
        std::fs::write(page, &expected).unwrap();
    }
    assert_eq!(std::fs::read_to_string(page).unwrap(), expected);
}
