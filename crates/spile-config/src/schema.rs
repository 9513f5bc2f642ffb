//! The JSON schema of a configuration file, for editors.

use serde_json::{Map, Value, json};

use crate::config::Config;
use crate::keys::{self, Key, Kind, Section};
use crate::{Vocabulary, words};

/// The schema of `spile.toml`, and so of what stands below `[tool.spile]`: JSON Schema draft 7, which editors of TOML read. It
/// knows the patterns and actions of Spile, and those that `config` defines.
pub fn schema(vocabulary: &Vocabulary, config: Option<&Config>) -> Value {
    let patterns = words::known_patterns(vocabulary, config).into_iter();
    let patterns = patterns.map(|word| format!("pattern({})", word.name));
    let actions = words::known_actions(config).into_iter().map(|word| word.name);
    let mut schema = object(&keys::file());
    let more = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Spile's configuration",
        "definitions": {
            "selector": {
                "description": "Selects nodes of programs: see docs/selectors.md",
                "type": "string",
                "anyOf": [{"enum": patterns.collect::<Vec<_>>()}, {}],
            },
            "selectors": {
                "anyOf": [
                    {"$ref": "#/definitions/selector"},
                    {"type": "array", "items": {"$ref": "#/definitions/selector"}},
                ],
            },
            "action": {
                "description": "An action of Spile, or one of `[actions]`",
                "type": "string",
                "anyOf": [{"enum": actions.collect::<Vec<_>>()}, {}],
            },
            "name": {"type": "string", "pattern": NAME},
        },
    });
    merge(&mut schema, more);
    schema
}

/// A name: see `check`. Without classes of characters, which the languages of editors write in different ways.
const NAME: &str = r"^[A-Za-z_\u0080-\uffff][A-Za-z0-9_.\-\u0080-\uffff]*$";

fn object(section: &Section) -> Value {
    let properties: Map<String, Value> = section
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), property(key)))
        .collect();
    let required: Vec<&str> = section
        .keys
        .iter()
        .filter(|key| key.is_required)
        .map(|key| key.name)
        .collect();
    let mut object = json!({
        "description": section.summary,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        merge(&mut object, json!({"required": required}));
    }
    object
}

fn property(key: &Key) -> Value {
    let mut property = kind(&key.kind);
    let mut description = key.summary.to_owned();
    if let Kind::Word(words) | Kind::WordOrBoolean(words) = key.kind {
        for (word, meaning) in words {
            description.push_str(&format!("\n`{word}`: {meaning}"));
        }
    }
    if let Some(default) = key.default {
        description.push_str(&format!("\nDefault: {default}"));
    }
    if let Some(flag) = key.flag {
        description.push_str(&format!("\nOn the command line: {flag}"));
    }
    // Beside `$ref` nothing else counts.
    if property.get("$ref").is_some() {
        property = json!({"allOf": [property]});
    }
    merge(&mut property, json!({"description": description}));
    property
}

fn kind(kind: &Kind) -> Value {
    let reference = |name: &str| json!({"$ref": format!("#/definitions/{name}")});
    match kind {
        Kind::Integer { least, most } if least == most => json!({"const": least}),
        Kind::Integer { least, most } => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Boolean => json!({"type": "boolean"}),
        Kind::Word(words) => json!({"enum": words.iter().map(|(word, _)| *word).collect::<Vec<_>>()}),
        Kind::WordOrBoolean(words) => {
            let words = words.iter().map(|(word, _)| json!(word));
            json!({"enum": words.chain([json!(true), json!(false)]).collect::<Vec<_>>()})
        }
        Kind::Text => json!({"type": "string"}),
        Kind::Path => json!({"type": "string", "minLength": 1}),
        Kind::Name => reference("name"),
        Kind::Size => json!({
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": r"^\s*([0-9]+\.?[0-9]*|\.[0-9]+)\s*([KMGTkmgt]([iI]?[bB])?|[bB]|[bB][yY][tT][eE][sS])?\s*$"},
            ],
        }),
        Kind::Selector => reference("selector"),
        Kind::Selectors { least: 0 } => reference("selectors"),
        Kind::Selectors { least } => json!({"allOf": [reference("selectors"), {"minItems": least}]}),
        Kind::Action => reference("action"),
        Kind::Actions => json!({"type": "array", "items": reference("action")}),
        Kind::Table(section) => object(&section()),
        Kind::Named { section, short } => {
            let section = section();
            let short = short.and_then(|short| section.key(short)).map(property);
            let table = object(&section);
            let values = match short {
                Some(short) => json!({"anyOf": [short, table]}),
                None => table,
            };
            json!({"type": "object", "propertyNames": reference("name"), "additionalProperties": values})
        }
        Kind::Tables(section) => json!({"type": "array", "items": object(&section())}),
    }
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}
