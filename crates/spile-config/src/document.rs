//! TOML text to values with places.

use toml::de::{DeTable, DeValue, Error};

use crate::error::{ConfigError, Place, Problem, ProblemKind, Source};
use crate::item::{Entry, Item, Node, Span};

/// Where the keys of the configuration stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// At the top, as in `spile.toml`.
    Own,
    /// Below `[tool.spile]`, as in `pyproject.toml`.
    Pyproject,
}

/// The configuration in the bytes of the file called `name`; none in a `pyproject.toml` without `[tool.spile]`.
///
/// # Errors
///
/// When it is not UTF-8 or not TOML.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    layout: Layout,
) -> Result<(Source, Option<Item>), Box<ConfigError>> {
    let text = String::from_utf8_lossy(bytes);
    // The mark is no part of the text; columns are counted without it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let source = Source {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    if let Err(error) = std::str::from_utf8(bytes) {
        let n_mark = if bytes.starts_with("\u{feff}".as_bytes()) {
            3
        } else {
            0
        };
        let at = error.valid_up_to() - n_mark;
        let byte = bytes[error.valid_up_to()];
        let mut problem = Problem::new(
            ProblemKind::NotUtf8,
            "the file is not UTF-8",
            Place::File(at..at + '\u{fffd}'.len_utf8()),
        );
        problem.label = format!("the byte {byte:#04x} is no part of a UTF-8 text here");
        problem.help = Some("save the file as UTF-8".into());
        return Err(ConfigError::one(Some(source), problem));
    }
    let (document, errors) = DeTable::parse_recoverable(text);
    if let Some(error) = errors.first() {
        let problem = syntax_problem(error, &document, text);
        return Err(ConfigError::one(Some(source), problem));
    }
    let span = document.span();
    let document = Item {
        node: table(document.into_inner()),
        span: Some(span),
    };
    let item = match layout {
        Layout::Own => Some(document),
        Layout::Pyproject => take(document, "tool").and_then(|tool| take(tool, "spile")),
    };
    Ok((source, item))
}

fn take(item: Item, key: &str) -> Option<Item> {
    let Node::Table(entries) = item.node else {
        return None;
    };
    let entry = entries.into_iter().find(|entry| entry.key == key)?;
    Some(entry.item)
}

fn table(table: DeTable<'_>) -> Node {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry {
            key_span: Some(key.span()),
            key: key.into_inner().into_owned(),
            item: item(value.span(), value.into_inner()),
        })
        .collect();
    // As they stand in the file: problems are told in this order.
    entries.sort_by_key(|entry| entry.key_span.as_ref().map(|span| span.start));
    Node::Table(entries)
}

fn item(span: Span, value: DeValue<'_>) -> Item {
    let node = match value {
        DeValue::String(text) => Node::Text(text.into_owned()),
        DeValue::Boolean(is) => Node::Boolean(is),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Node::Other("a number of more than 64 bits"), Node::Integer),
        DeValue::Float(_) => Node::Other("a number with a fraction"),
        DeValue::Datetime(_) => Node::Other("a date or time"),
        DeValue::Array(values) => Node::List(
            values
                .into_iter()
                .map(|value| item(value.span(), value.into_inner()))
                .collect(),
        ),
        DeValue::Table(entries) => table(entries),
    };
    Item {
        node,
        span: Some(span),
    }
}

/// What the parser of TOML has to say. Of a key that is there twice, the first one is shown as well.
fn syntax_problem(error: &Error, document: &toml::Spanned<DeTable<'_>>, text: &str) -> Problem {
    let span = error.span().unwrap_or(text.len()..text.len());
    let mut problem = Problem::new(
        ProblemKind::Syntax,
        format!("this is not TOML: {}", error.message().replace('\n', "; ")),
        Place::File(span.clone()),
    );
    if error.message().contains("duplicate key") {
        let key = text.get(span.clone()).unwrap_or_default();
        let mut earlier = Vec::new();
        keys_called(document.get_ref(), key, &mut earlier);
        earlier.retain(|found| found.end <= span.start);
        problem.kind = ProblemKind::Duplicate;
        problem.message = format!("`{key}` is there twice");
        problem.label = "again here".into();
        // The parser tells only the second. Where several could be the first, none is shown.
        if let [first] = &earlier[..] {
            problem.second = Some((first.clone(), "first here".into()));
        }
        problem.help = Some("leave one of them out".into());
    }
    problem
}

fn keys_called(table: &DeTable<'_>, name: &str, found: &mut Vec<Span>) {
    for (key, value) in table {
        if key.get_ref() == name {
            found.push(key.span());
        }
        below(value.get_ref(), name, found);
    }
}

fn below(value: &DeValue<'_>, name: &str, found: &mut Vec<Span>) {
    match value {
        DeValue::Table(table) => keys_called(table, name, found),
        DeValue::Array(values) => values
            .iter()
            .for_each(|value| below(value.get_ref(), name, found)),
        _ => {}
    }
}
