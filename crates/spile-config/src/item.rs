//! A configuration before it is understood: values, and where they were written.

use std::ops::Range;

/// Bytes of a file.
pub(crate) type Span = Range<usize>;

/// A configuration as data: what a builder, the command line and other languages hand over in place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A list.
    List(Vec<Value>),
    /// Keys and their values, in any order.
    Table(Vec<(String, Value)>),
    /// What no key takes, by the name of its type.
    Other(&'static str),
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) node: Node,
    /// None for what was not read from a file.
    pub(crate) span: Option<Span>,
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Text(String),
    Integer(i64),
    Boolean(bool),
    List(Vec<Item>),
    Table(Vec<Entry>),
    Other(&'static str),
}

/// A key of a table with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Option<Span>,
    pub(crate) item: Item,
}

impl Item {
    /// What it is, for people.
    pub(crate) fn type_name(&self) -> &'static str {
        match &self.node {
            Node::Text(_) => "a text",
            Node::Integer(_) => "a number",
            Node::Boolean(_) => "a boolean",
            Node::List(_) => "a list",
            Node::Table(_) => "a table",
            Node::Other(name) => name,
        }
    }
}

impl From<Value> for Item {
    fn from(value: Value) -> Self {
        let node = match value {
            Value::Text(text) => Node::Text(text),
            Value::Integer(number) => Node::Integer(number),
            Value::Boolean(is) => Node::Boolean(is),
            Value::List(values) => Node::List(values.into_iter().map(Self::from).collect()),
            Value::Table(entries) => {
                let entry = |(key, value)| Entry {
                    key,
                    key_span: None,
                    item: Self::from(value),
                };
                Node::Table(entries.into_iter().map(entry).collect())
            }
            Value::Other(name) => Node::Other(name),
        };
        Self { node, span: None }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(is: bool) -> Self {
        Self::Boolean(is)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}
