//! Names with characters beyond ASCII: which may be in a name, how names are normalised, and which scripts go together.

mod confusables;
mod graphemes;
mod table;

use unicode_normalization::UnicodeNormalization;

use crate::output::erlang;
use crate::version::ElixirVersion;
pub(crate) use graphemes::first_grapheme;
use table::{ALL_SCRIPTS, Letter, Scripts, Table};

/// What a name may stand for, by its first character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Identifier,
    Alias,
    /// Begins with an upper case letter that is not ASCII: an atom or keyword only.
    Atom,
}

#[derive(Debug)]
pub(crate) struct Scanned {
    pub(crate) class: Class,
    /// Normalised (NFC).
    pub(crate) name: String,
    /// Bytes of the source.
    pub(crate) len: usize,
    /// Code points of the source.
    pub(crate) width: usize,
    pub(crate) ascii: bool,
    pub(crate) at_sign: bool,
    pub(crate) special: bool,
}

#[derive(Debug)]
pub(crate) enum IdentifierError {
    /// No name starts here.
    Empty,
    /// The last character of `wrong` cannot be in a name.
    Unexpected {
        wrong: String,
        suggestion: Option<String>,
    },
    /// Characters of scripts that do not go together.
    Mixed {
        wrong: String,
        prefix: String,
        suffix: String,
        /// The error is at the last character then, else at the first.
        is_suggested: bool,
    },
}

pub(crate) fn scan(text: &str, version: ElixirVersion) -> Result<Scanned, IdentifierError> {
    match scan_once(text, version) {
        Err(IdentifierError::Unexpected { wrong, .. }) => {
            let last = wrong.chars().next_back().map(String::from).unwrap_or_default();
            let suggestion = simpler(&wrong, version).or_else(|| simpler(&last, version));
            Err(IdentifierError::Unexpected { wrong, suggestion })
        }
        Err(IdentifierError::Mixed {
            wrong,
            prefix,
            mut suffix,
            ..
        }) => {
            let suggestion = simpler(&wrong, version);
            suffix += suggestion
                .as_deref()
                .unwrap_or("\nSee https://hexdocs.pm/elixir/unicode-syntax.html for more information.");
            Err(IdentifierError::Mixed {
                wrong,
                prefix,
                suffix,
                is_suggested: suggestion.is_some(),
            })
        }
        result => result,
    }
}

/// What Elixir proposes when the compatibility form of a text is a name, or what it looks like.
fn simpler(wrong: &str, version: ElixirVersion) -> Option<String> {
    let compatible: String = wrong.nfkc().collect();
    let (problem, hint, simple) = match scan_once(&compatible, version) {
        Ok(_) => (
            "Elixir expects unquoted Unicode atoms, variables, and calls to use allowed codepoints and to be in NFC form.",
            "You could write the above in a compatible format that is accepted by Elixir:",
            compatible,
        ),
        Err(_) => {
            let like = confusables::skeleton(wrong, version);
            let found = scan_once(&like, version).ok()?;
            (
                "Codepoint failed identifier tokenization, but a simpler form was found.",
                "You could write the above in a similar way that is accepted by Elixir:",
                found.name,
            )
        }
    };
    let codes = |text: &str| -> String {
        text.chars()
            .map(|char| format!(" 0x{}", erlang::hex(char, 5)))
            .collect()
    };
    Some(format!(
        "{problem}\n\nGot:\n\n    \"{wrong}\" (code points{})\n\nHint: {hint}\n\n    \"{simple}\" (code points{})\n\nSee https://hexdocs.pm/elixir/unicode-syntax.html for more information.",
        codes(wrong),
        codes(&simple)
    ))
}

fn scan_once(text: &str, version: ElixirVersion) -> Result<Scanned, IdentifierError> {
    let table = Table::of(version);
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else {
        return Err(IdentifierError::Empty);
    };
    let mut name = String::new();
    let (class, mut scripts, mut special) = match first {
        'A'..='Z' => (Class::Alias, table.latin(), false),
        'a'..='z' => (Class::Identifier, table.latin(), false),
        '_' => (Class::Identifier, ALL_SCRIPTS, false),
        _ if first.is_ascii() => return Err(IdentifierError::Empty),
        _ => match table.letter(first) {
            Letter::Upper(scripts) => (Class::Atom, scripts, false),
            Letter::Start(scripts) => (Class::Identifier, scripts, false),
            Letter::Replaced(char, scripts) => {
                name.push(char);
                (Class::Identifier, scripts, true)
            }
            Letter::Continue(_) | Letter::None => return Err(IdentifierError::Empty),
        },
    };
    if name.is_empty() {
        name.push(first);
    }
    let (mut at_sign, mut ascii) = (false, first.is_ascii());
    let (mut len, mut width) = (first.len_utf8(), 1);
    for (at, char) in chars {
        let mut pushed = char;
        match char {
            '?' | '!' => special = true,
            '@' => (special, at_sign) = (true, true),
            '_' | '0'..='9' => {}
            'a'..='z' | 'A'..='Z' => scripts &= table.latin(),
            _ if char.is_ascii() => break,
            _ => {
                ascii = false;
                match table.letter(char) {
                    Letter::Upper(set) | Letter::Start(set) | Letter::Continue(set) => scripts &= set,
                    Letter::Replaced(to, set) => {
                        scripts &= set;
                        special = true;
                        pushed = to;
                    }
                    Letter::None => {
                        name.push(char);
                        return Err(IdentifierError::Unexpected {
                            wrong: name,
                            suggestion: None,
                        });
                    }
                }
            }
        }
        name.push(pushed);
        len = at + char.len_utf8();
        width += 1;
        if matches!(char, '?' | '!') {
            break;
        }
    }
    if !ascii {
        let normal: String = name.nfc().collect();
        special |= normal != name;
        name = normal;
        if scripts == 0 && !goes_together(&name, table, version) {
            return Err(mixed(name, table, version));
        }
    }
    Ok(Scanned {
        class,
        name,
        len,
        width,
        ascii,
        at_sign,
        special,
    })
}

/// Whether characters of several scripts may be in one name: since 1.18 when underscores part them, before that in
/// the combinations that Unicode calls highly restrictive.
fn goes_together(name: &str, table: &Table, version: ElixirVersion) -> bool {
    let set = |char| scripts_of(char, table);
    if version >= ElixirVersion::V1_18 {
        return name
            .split('_')
            .all(|part| part.chars().map(set).fold(ALL_SCRIPTS, |all, one| all & one) != 0);
    }
    table
        .highly_restrictive()
        .into_iter()
        .any(|cover| name.chars().all(|char| set(char) & cover != 0))
}

fn scripts_of(char: char, table: &Table) -> Scripts {
    match char {
        'a'..='z' | 'A'..='Z' => table.latin(),
        _ if char.is_ascii() => ALL_SCRIPTS,
        _ => match table.letter(char) {
            Letter::Upper(set) | Letter::Start(set) | Letter::Continue(set) => set,
            Letter::Replaced(..) | Letter::None => ALL_SCRIPTS,
        },
    }
}

fn mixed(name: String, table: &Table, version: ElixirVersion) -> IdentifierError {
    let mut suffix = format!(
        "\n\nMixed-script identifiers are not supported for security reasons. '{name}' is made of the following scripts:\n\n"
    );
    for char in name.chars() {
        let set = scripts_of(char, table);
        let scripts = if set == ALL_SCRIPTS {
            String::new()
        } else {
            format!(" {{{}}}", table.names(set).join(","))
        };
        suffix += &format!("  \\u{} {char}{scripts}\n", erlang::hex(char, 4));
    }
    suffix += if version >= ElixirVersion::V1_18 {
        "\nCharacters in identifiers from different scripts must be separated by underscore (_).\n"
    } else {
        "\nAll characters in the identifier should resolve to a single script, or use a highly restrictive set of scripts.\n"
    };
    IdentifierError::Mixed {
        wrong: name,
        prefix: "invalid mixed-script identifier found: ".into(),
        suffix,
        is_suggested: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, version: ElixirVersion) -> Option<(Class, String)> {
        scan(text, version).ok().map(|found| (found.class, found.name))
    }

    #[test]
    fn names_are_normalised() {
        let composed = Some((Class::Identifier, "ólá".into()));
        assert_eq!(name("o\u{301}la\u{301} = 1", ElixirVersion::V1_20), composed);
        assert_eq!(
            name("Ólá", ElixirVersion::V1_14),
            Some((Class::Atom, "Ólá".into()))
        );
        assert_eq!(
            name("µs", ElixirVersion::V1_14),
            Some((Class::Identifier, "μs".into()))
        );
    }

    #[test]
    fn underscores_part_scripts_since_1_18() {
        assert!(scan("http_сервер", ElixirVersion::V1_18).is_ok());
        assert!(matches!(
            scan("http_сервер", ElixirVersion::V1_17),
            Err(IdentifierError::Mixed { .. })
        ));
        assert!(matches!(
            scan("cервер", ElixirVersion::V1_20),
            Err(IdentifierError::Mixed { .. })
        ));
    }

    #[test]
    fn other_characters_end_the_source() {
        assert!(matches!(
            scan("a→b", ElixirVersion::V1_20),
            Err(IdentifierError::Unexpected { wrong, .. }) if wrong == "a→"
        ));
        assert!(matches!(
            scan("→", ElixirVersion::V1_20),
            Err(IdentifierError::Empty)
        ));
    }
}
