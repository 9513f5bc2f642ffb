//! Moments that the program itself marks.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyString};

use crate::session;
use crate::shadow;

/// Longer names and texts are cut, in characters.
const MAX_TEXT: usize = 200;
/// What has more attributes than this has none of the others.
const MAX_LEN: usize = 1000;

/// Writes down that this moment is called `name`. `attributes` have names; numbers, texts, booleans and `None` are
/// written as they are, and of everything else the type, since it might run code of the program to ask for more.
#[pyfunction]
pub fn mark(name: &Bound<'_, PyString>, attributes: &Bound<'_, PyDict>) {
    if !session::is_recording() {
        return;
    }
    let name = text(name);
    let attributes = if attributes.is_empty() {
        String::new()
    } else {
        object(attributes)
    };
    // SAFETY: the GIL is held.
    unsafe { shadow::mark(&name, &attributes) }
}

/// A JSON object with as many of the attributes as there is room for.
fn object(attributes: &Bound<'_, PyDict>) -> String {
    let mut json = String::from("{");
    for (key, value) in attributes.iter() {
        let Ok(key) = key.cast_exact::<PyString>().map(text) else {
            continue;
        };
        let member = format!("{}:{}", quote(&key), value_of(&value));
        if json.len() + member.len() + 2 > MAX_LEN {
            break;
        }
        if json.len() > 1 {
            json.push(',');
        }
        json += &member;
    }
    json + "}"
}

fn value_of(value: &Bound<'_, PyAny>) -> String {
    if value.is_none() {
        return "null".into();
    }
    if let Ok(value) = value.cast_exact::<PyBool>() {
        return value.is_true().to_string();
    }
    if let Ok(value) = value.cast_exact::<PyInt>() {
        return value
            .extract::<i128>()
            .map_or_else(|_| quote("<int>"), |value| value.to_string());
    }
    if let Ok(value) = value.cast_exact::<PyFloat>() {
        let value = value.value();
        return if value.is_finite() {
            format!("{value:?}")
        } else {
            quote(&value.to_string())
        };
    }
    if let Ok(value) = value.cast_exact::<PyString>() {
        return quote(&text(value));
    }
    let name = value.get_type().fully_qualified_name().map(|name| text(&name));
    quote(&format!("<{}>", name.unwrap_or_default()))
}

fn text(string: &Bound<'_, PyString>) -> String {
    let text = string.to_string_lossy();
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

/// A JSON string, RFC 8259.
fn quote(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
