//! What the object of a registration is: the `app` of `@app.route("/")`.

use spile_core::{Definition, NodeKind, Outline, Reference};

use super::{classes, last_segment};

/// Whether an object is an instance of one of a framework's classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The source says so.
    Yes,
    /// The source says that it is something else.
    No,
    /// It comes from elsewhere.
    Unknown,
}

/// A method, as a decorator or call names it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Method<'a> {
    /// What it is called on, as written: `self.app`.
    pub(super) object: &'a str,
    /// Its name.
    pub(super) name: &'a str,
    /// What the object means, if that is known.
    meaning: &'a str,
}

impl<'a> Method<'a> {
    /// The method that a reference names; none for a plain name.
    pub(super) fn of(reference: &'a Reference) -> Option<Self> {
        let (object, name) = reference.written.rsplit_once('.')?;
        let meaning = reference.qualified.rsplit_once('.');
        Some(Self {
            object,
            name,
            meaning: meaning.map_or("", |(meaning, _)| meaning),
        })
    }

    /// What the object is called: the `app` of `self.app`, the `make_app` of `make_app()`.
    pub(super) fn object_name(&self) -> &'a str {
        last_segment(self.object).trim_end_matches("()")
    }

    /// Whether the object is an instance of a class whose full name is `wanted`, or of a class of this source that is derived
    /// from one. `wanted` is also asked about the full name of objects that libraries make.
    pub(super) fn is_on(&self, outline: &Outline, wanted: &impl Fn(&str) -> bool) -> Answer {
        let mut meaning = self.meaning;
        if meaning.is_empty() {
            meaning = outline.names.get(self.object).map_or("", String::as_str);
        }
        let Some(made_by) = meaning.strip_suffix("()") else {
            return if wanted(meaning) {
                Answer::Yes
            } else {
                Answer::Unknown
            };
        };
        if wanted(made_by) {
            return Answer::Yes;
        }
        if let Some(class) = own_class(outline, made_by) {
            let is_wanted = |base: &Reference| wanted(&base.qualified);
            let (at, _) = class;
            return if classes::has_base(outline, at, &is_wanted) {
                Answer::Yes
            } else {
                Answer::Unknown
            };
        }
        // What a module of the same package makes can be anything.
        if top_package(made_by) == top_package(&outline.module) || is_lower(last_segment(made_by)) {
            Answer::Unknown
        } else {
            Answer::No
        }
    }
}

/// Whether a name looks like that of a function, whose result can be anything.
fn is_lower(name: &str) -> bool {
    name.starts_with(|first: char| first.is_lowercase() || first == '_')
}

/// The class of this source with this full name.
fn own_class<'o>(outline: &'o Outline, full: &str) -> Option<(spile_core::DefinitionIdx, &'o Definition)> {
    let path = full.strip_prefix(outline.module.as_str())?.strip_prefix('.')?;
    let mut definitions = outline.definitions();
    definitions.find(|(_, definition)| definition.kind == NodeKind::Class && definition.path == path)
}

/// The first segment of a name with dots.
pub(super) fn top_package(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// Whether the source imports the package, or something below it, anywhere.
pub(super) fn imports(outline: &Outline, package: &str) -> bool {
    let tree = &outline.tree;
    let mut in_import = false;
    tree.nodes().iter().zip(0..).any(|(node, at)| match node.kind {
        "import" => {
            in_import = true;
            false
        }
        "import_from" => {
            in_import = false;
            false
        }
        "from" => is_below(tree.text(spile_core::SyntaxIdx(at)), package),
        "alias" if in_import => is_below(tree.text(spile_core::SyntaxIdx(at)), package),
        _ => false,
    })
}

fn is_below(module: &str, package: &str) -> bool {
    module
        .strip_prefix(package)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
