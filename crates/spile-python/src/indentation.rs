//! Indentation as CPython's tokenizer measures it.

/// The two widths by which CPython compares lines: tabs to the next multiple of 8, and tabs as one column
/// (`tok_get_normal_mode` in `Parser/lexer/lexer.c`). Lines must compare alike in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Width {
    tabs_of_8: usize,
    tabs_of_1: usize,
}

impl Width {
    pub(crate) fn of(indentation: &str) -> Self {
        let mut width = Self {
            tabs_of_8: 0,
            tabs_of_1: 0,
        };
        for byte in indentation.bytes() {
            match byte {
                b'\t' => {
                    width.tabs_of_8 = (width.tabs_of_8 / 8 + 1) * 8;
                    width.tabs_of_1 += 1;
                }
                b'\x0c' => {
                    width = Self {
                        tabs_of_8: 0,
                        tabs_of_1: 0,
                    }
                }
                _ => {
                    width.tabs_of_8 += 1;
                    width.tabs_of_1 += 1;
                }
            }
        }
        width
    }

    /// How many columns it has, by the first of the two.
    pub(crate) const fn columns(self) -> usize {
        self.tabs_of_8
    }

    /// Whether a line of this width is deeper than one of `other` in both measures.
    pub(crate) fn is_deeper_than(self, other: Self) -> bool {
        self.tabs_of_8 > other.tabs_of_8 && self.tabs_of_1 > other.tabs_of_1
    }
}

/// How the body of a definition is put under a `try`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Nesting {
    /// There is room between the definition and its body: inserted lines take `suite` as their indentation,
    /// and the body stays as it is.
    Between {
        /// The indentation of the inserted lines.
        suite: String,
    },
    /// There is none (one column, or tabs): inserted lines take the body's indentation, and each of its logical lines
    /// gets one more space.
    Deeper {
        /// The indentation of the inserted lines.
        suite: String,
    },
}

impl Nesting {
    /// For a definition and a body with these indentations, in a region whose lines all got `extra` more spaces.
    pub(crate) fn choose(definition: &str, body: &str, extra: usize) -> Self {
        let between = format!("{definition} ");
        if Width::of(body).is_deeper_than(Width::of(&between)) {
            Self::Between {
                suite: between + &" ".repeat(extra),
            }
        } else {
            Self::deeper(body, extra)
        }
    }

    /// Without asking whether there is room.
    pub(crate) fn deeper(body: &str, extra: usize) -> Self {
        Self::Deeper {
            suite: format!("{body}{}", " ".repeat(extra)),
        }
    }

    pub(crate) fn suite(&self) -> &str {
        let (Self::Between { suite } | Self::Deeper { suite }) = self;
        suite
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(definition: &str, body: &str, expect: &Nesting) {
        assert_eq!(&Nesting::choose(definition, body, 0), expect);
    }

    #[test]
    fn inserted_lines_stand_between_where_there_is_room() {
        check("", "    ", &Nesting::Between { suite: " ".into() });
        check(
            "    ",
            "      ",
            &Nesting::Between {
                suite: "     ".into(),
            },
        );
        check("", " ", &Nesting::Deeper { suite: " ".into() });
        check("", "\t", &Nesting::Deeper { suite: "\t".into() });
        check("\t", "\t\t", &Nesting::Deeper { suite: "\t\t".into() });
        check("", "\t\t", &Nesting::Between { suite: " ".into() });
        check("        ", "\t  ", &Nesting::Deeper { suite: "\t  ".into() });
    }
}
