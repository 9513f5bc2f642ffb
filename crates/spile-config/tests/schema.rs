//! The JSON schema takes what the reader takes, and refuses what the reader refuses, as far as a schema can tell. The judge
//! below knows the keywords that the schema uses, and fails at any other.

mod words;

use std::path::Path;

use serde_json::{Map, Value, json};
use spile_config::{EXAMPLE, Layout, ProblemKind, parse, schema};

/// Whether `value` is as `schema` says.
fn is_valid(schema: &Value, value: &Value, root: &Value) -> bool {
    let Value::Object(keywords) = schema else {
        panic!("{schema} is no schema")
    };
    keywords
        .iter()
        .all(|(keyword, says)| holds(keyword, says, value, keywords, root))
}

fn holds(keyword: &str, says: &Value, value: &Value, schema: &Map<String, Value>, root: &Value) -> bool {
    let valid = |schema: &Value, value: &Value| is_valid(schema, value, root);
    let list = |says: &Value| says.as_array().unwrap().clone();
    match keyword {
        "$schema" | "title" | "description" | "definitions" => true,
        "$ref" => {
            let name = says.as_str().unwrap().strip_prefix("#/definitions/").unwrap();
            valid(&root["definitions"][name], value)
        }
        "type" => match says.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_i64(),
            "boolean" => value.is_boolean(),
            other => panic!("type {other}"),
        },
        "const" => value == says,
        "enum" => list(says).contains(value),
        "anyOf" => list(says).iter().any(|schema| valid(schema, value)),
        "allOf" => list(says).iter().all(|schema| valid(schema, value)),
        "minimum" => value
            .as_i64()
            .is_none_or(|number| number >= says.as_i64().unwrap()),
        "maximum" => value
            .as_i64()
            .is_none_or(|number| number <= says.as_i64().unwrap()),
        "minLength" => value
            .as_str()
            .is_none_or(|text| text.len() >= says.as_u64().unwrap() as usize),
        "minItems" => value
            .as_array()
            .is_none_or(|items| items.len() >= says.as_u64().unwrap() as usize),
        "items" => value
            .as_array()
            .is_none_or(|items| items.iter().all(|item| valid(says, item))),
        "required" => value.as_object().is_none_or(|table| {
            list(says)
                .iter()
                .all(|key| table.contains_key(key.as_str().unwrap()))
        }),
        "properties" => value.as_object().is_none_or(|table| {
            table
                .iter()
                .all(|(key, value)| says.get(key).is_none_or(|schema| valid(schema, value)))
        }),
        "additionalProperties" => value.as_object().is_none_or(|table| {
            let known = schema.get("properties").cloned().unwrap_or_else(|| json!({}));
            let mut others = table.iter().filter(|(key, _)| known.get(key).is_none());
            match says {
                Value::Bool(allowed) => *allowed || others.next().is_none(),
                schema => others.all(|(_, value)| valid(schema, value)),
            }
        }),
        "propertyNames" => value
            .as_object()
            .is_none_or(|table| table.keys().all(|key| valid(says, &json!(key)))),
        // Here only that there is one: names and sizes are tried in `errors_names.rs` and `errors_keys.rs`.
        "pattern" => true,
        other => panic!("the keyword {other} is not known to this test"),
    }
}

/// What a TOML text holds, as JSON.
fn json_of(text: &str) -> Value {
    fn convert(value: &toml::de::DeValue<'_>) -> Value {
        use toml::de::DeValue;
        match value {
            DeValue::String(text) => json!(text),
            DeValue::Integer(number) => json!(i64::from_str_radix(number.as_str(), number.radix()).unwrap()),
            DeValue::Boolean(is) => json!(is),
            DeValue::Array(items) => items.iter().map(|item| convert(item.get_ref())).collect(),
            DeValue::Table(table) => table
                .iter()
                .map(|(key, value)| (key.get_ref().to_string(), convert(value.get_ref())))
                .collect::<Map<_, _>>()
                .into(),
            _ => json!(1.5),
        }
    }
    let table = toml::de::DeTable::parse(text).unwrap();
    convert(&toml::de::DeValue::Table(table.into_inner()))
}

/// The schema and the reader agree about `text`.
#[track_caller]
fn check(text: &str, expect: bool) {
    let vocabulary = words::vocabulary();
    let schema = schema(&vocabulary, None);
    let read = parse(
        Path::new("spile.toml"),
        None,
        text.as_bytes(),
        Layout::Own,
        &vocabulary,
    );
    // What words mean, no schema knows.
    let is_shape = |kind: ProblemKind| {
        use ProblemKind::*;
        matches!(kind, UnknownKey | MissingKey | WrongType | WrongValue | Version)
    };
    let is_read = match &read {
        Ok(_) => true,
        Err(error) => !error.problems().iter().any(|problem| is_shape(problem.kind())),
    };
    assert_eq!(is_read, expect, "the reader about {text}: {read:?}");
    assert_eq!(
        is_valid(&schema, &json_of(text), &schema),
        expect,
        "the schema about {text}"
    );
}

#[test]
fn what_is_right_is_valid() {
    check(EXAMPLE, true);
    check("", true);
    check(
        "targets = 'a'\nexclude = []\n[run]\nlimit = 0\nconsole = true\nkeep = 1",
        true,
    );
    check(
        "[run]\nlimit = '2 MiB'\nconsole = 'json'\nmode = 'full'\nquiet = false\nbodies = true\noutput = 'x'",
        true,
    );
    check(
        "patterns.a = 'b'\npatterns.c = { selector = 'd', summary = 'e' }",
        true,
    );
    check(
        "[actions.a]\naction = 'record'\nbodies = false\n[[rules]]\ntarget = ['a', 'b']\nactions = ['a']\nname = 'x'",
        true,
    );
}

#[test]
fn what_is_wrong_is_not() {
    for text in [
        "limit = 3",
        "version = 2",
        "version = 'a'",
        "targets = []",
        "targets = [1]",
        "targets = true",
        "exclude = 2",
        "run = 1",
        "run.limit = -1",
        "run.limit = true",
        "run.keep = 0",
        "run.keep = 1.5",
        "run.mode = 'rnig'",
        "run.console = 'no'",
        "run.quiet = 'no'",
        "run.output = ''",
        "run.values = true",
        "patterns = ['a']",
        "patterns.a = 1",
        "patterns.a = { summary = 'b' }",
        "actions.a = 'record'",
        "actions.a = { bodies = true }",
        "rules = 'a'",
        "rules = ['a']",
        "[[rules]]\nname = 'a'",
        "[[rules]]\ntarget = 'a'\nrecord = 1",
        "[[rules]]\ntarget = 'a'\nactions = 'record'",
    ] {
        check(text, false);
    }
}

#[test]
fn it_has_the_names_of_patterns_and_actions() {
    let vocabulary = words::vocabulary();
    let text = "patterns.mine = 'public'\nactions.whole = { action = 'record', bodies = true }";
    let config = parse(
        Path::new("spile.toml"),
        None,
        text.as_bytes(),
        Layout::Own,
        &vocabulary,
    )
    .unwrap()
    .unwrap();
    let names = |schema: &Value, of: &str| schema["definitions"][of]["anyOf"][0]["enum"].to_string();
    let without = schema(&vocabulary, None);
    assert!(names(&without, "selector").contains("\"pattern(generators)\""));
    assert!(!names(&without, "selector").contains("mine"));
    assert_eq!(names(&without, "action"), "[\"record\"]");
    let with = schema(&vocabulary, Some(&config));
    assert!(names(&with, "selector").contains("\"pattern(mine)\""));
    assert_eq!(names(&with, "action"), "[\"record\",\"whole\"]");
}
