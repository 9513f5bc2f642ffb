//! Where a configuration comes from, and so how places in it are told.

use std::ops::Range;

use crate::error::{Place, Source};
use crate::item::Span;
use crate::keys;
use crate::strings::range_in_file;

/// Where a configuration comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A file, or a text that stands for one.
    File(Source),
    /// A builder.
    Builder,
    /// The command line.
    Flags,
}

impl Origin {
    pub(crate) fn source(&self) -> Option<&Source> {
        match self {
            Self::File(source) => Some(source),
            _ => None,
        }
    }

    /// The place of what stands at `span`; `path` is its place in the data: `rules[0].target`.
    pub(crate) fn place(&self, span: Option<&Span>, path: &str) -> Place {
        match span {
            Some(span) => Place::File(span.clone()),
            None if self.source().is_some() => Place::WholeFile,
            None => Place::Named(self.name_of(path)),
        }
    }

    /// The place of the bytes `within` the text `text` that stands at `span`.
    pub(crate) fn place_in(
        &self,
        span: Option<&Span>,
        text: &str,
        within: Range<usize>,
        path: &str,
    ) -> Place {
        match (span, self.source()) {
            (Some(span), Some(source)) => {
                let token = source.text.get(span.clone()).unwrap_or_default();
                Place::File(range_in_file(token, span.start, within).unwrap_or_else(|| span.clone()))
            }
            _ => Place::Given {
                name: self.name_of(path),
                text: text.to_owned(),
                span: within,
            },
        }
    }

    fn name_of(&self, path: &str) -> String {
        if *self == Self::Flags {
            let name = path.split(['[', '.']).next().unwrap_or(path);
            let name = path.strip_prefix("run.").unwrap_or(name);
            let flag = [keys::file(), keys::run()]
                .iter()
                .find_map(|section| section.key(name).and_then(|key| key.flag));
            return flag.unwrap_or(path).to_owned();
        }
        path.to_owned()
    }
}
