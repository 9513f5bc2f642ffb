//! `co_linetable`, the location table: `Objects/locations.md` (3.11 to 3.13: `Objects/locations.md`, later
//! `InternalDocs/code_objects.md`) in CPython's sources describes its format.

use spile_source::{LineCol, Original, PositionMap};

/// Kinds of entries, bits 3 to 6 of the first byte.
mod kind {
    pub(super) const ONE_LINE: u8 = 10;
    pub(super) const NO_COLUMNS: u8 = 13;
    pub(super) const LONG: u8 = 14;
    pub(super) const NONE: u8 = 15;
}

/// Where an instruction is. Lines 1-based, columns 0-based in UTF-8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Location {
    None,
    Line(i32),
    Range {
        line: i32,
        end_line: i32,
        col: u32,
        end_col: u32,
    },
}

struct Entries<'a> {
    bytes: &'a [u8],
    line: i32,
}

/// An entry within one line, of the kinds that are most of a table, before it is taken.
#[derive(Clone, Copy)]
struct Short {
    units: u8,
    line: i32,
    col: u32,
    end_col: u32,
    len: usize,
}

impl Entries<'_> {
    /// The next entry if it is short.
    #[inline]
    fn short(&self) -> Option<Short> {
        let &[first, second, ..] = self.bytes else {
            return None;
        };
        let code = (first >> 3) & 15;
        let entry = Short {
            units: first & 7,
            line: self.line,
            col: 0,
            end_col: 0,
            len: 2,
        };
        if code < kind::ONE_LINE {
            let col = u32::from(code) << 3 | u32::from(second >> 4);
            let end_col = col + u32::from(second & 15);
            return Some(Short {
                col,
                end_col,
                ..entry
            });
        }
        if code >= kind::NO_COLUMNS {
            return None;
        }
        Some(Short {
            line: self.line.checked_add((code - kind::ONE_LINE).into())?,
            col: second.into(),
            end_col: (*self.bytes.get(2)?).into(),
            len: 3,
            ..entry
        })
    }

    #[inline]
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    fn unsigned(&mut self) -> Option<u32> {
        let (mut value, mut shift) = (0u32, 0);
        loop {
            let byte = self.byte()?;
            value |= u32::from(byte & 63).checked_shl(shift)?;
            shift += 6;
            if byte & 64 == 0 {
                return Some(value);
            }
        }
    }

    fn signed(&mut self) -> Option<i32> {
        let value = self.unsigned()?;
        let magnitude = (value >> 1) as i32;
        Some(if value & 1 == 1 { -magnitude } else { magnitude })
    }
}

impl Iterator for Entries<'_> {
    /// How many code units less one the entry covers, and their location.
    type Item = (u8, Location);

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.byte()?;
        let location = match (first >> 3) & 15 {
            kind::NONE => Location::None,
            kind::NO_COLUMNS => {
                self.line = self.line.checked_add(self.signed()?)?;
                Location::Line(self.line)
            }
            kind::LONG => {
                self.line = self.line.checked_add(self.signed()?)?;
                let end_line = self.line.checked_add_unsigned(self.unsigned()?)?;
                let (col, end_col) = (self.unsigned()?, self.unsigned()?);
                match (col.checked_sub(1), end_col.checked_sub(1)) {
                    (Some(col), Some(end_col)) => Location::Range {
                        line: self.line,
                        end_line,
                        col,
                        end_col,
                    },
                    _ => Location::Line(self.line),
                }
            }
            code @ kind::ONE_LINE..kind::NO_COLUMNS => {
                self.line = self.line.checked_add((code - kind::ONE_LINE).into())?;
                let (col, end_col) = (self.byte()?.into(), self.byte()?.into());
                Location::Range {
                    line: self.line,
                    end_line: self.line,
                    col,
                    end_col,
                }
            }
            group => {
                let second = self.byte()?;
                let col = u32::from(group) << 3 | u32::from(second >> 4);
                let end_col = col + u32::from(second & 15);
                Location::Range {
                    line: self.line,
                    end_line: self.line,
                    col,
                    end_col,
                }
            }
        };
        Some((first & 7, location))
    }
}

struct Table {
    bytes: Vec<u8>,
    line: i32,
}

impl Table {
    fn first(&mut self, kind: u8, units: u8) {
        self.bytes.push(0x80 | kind << 3 | units);
    }

    fn unsigned(&mut self, mut value: u32) {
        while value >= 64 {
            self.bytes.push((value & 63) as u8 | 64);
            value >>= 6;
        }
        self.bytes.push(value as u8);
    }

    fn signed(&mut self, value: i32) {
        let magnitude = value.unsigned_abs().wrapping_shl(1);
        self.unsigned(if value < 0 { magnitude | 1 } else { magnitude });
    }

    fn push(&mut self, units: u8, location: Location) {
        match location {
            Location::None => self.first(kind::NONE, units),
            Location::Line(line) => {
                self.first(kind::NO_COLUMNS, units);
                self.signed(line.wrapping_sub(self.line));
                self.line = line;
            }
            Location::Range {
                line,
                end_line,
                col,
                end_col,
            } => {
                let delta = line.wrapping_sub(self.line);
                self.line = line;
                let one_line = end_line == line;
                if one_line && delta == 0 && col < 80 && end_col >= col && end_col - col < 16 {
                    let first = 0x80 | ((col >> 3) as u8) << 3 | units;
                    let second = ((col & 7) << 4) as u8 | (end_col - col) as u8;
                    self.bytes.extend_from_slice(&[first, second]);
                } else if one_line && (0..3).contains(&delta) && col < 128 && end_col < 128 {
                    self.first(kind::ONE_LINE + delta as u8, units);
                    self.bytes.extend([col as u8, end_col as u8]);
                } else {
                    self.first(kind::LONG, units);
                    self.signed(delta);
                    self.unsigned(end_line.saturating_sub(line).max(0) as u32);
                    self.unsigned(col.saturating_add(1));
                    self.unsigned(end_col.saturating_add(1));
                }
            }
        }
    }
}

/// The table with the positions of the original text, and the original of `first_line`.
pub(super) fn relocate(table: &[u8], first_line: i32, map: &PositionMap) -> (Vec<u8>, i32) {
    let new_first_line = original_line(first_line, map);
    let mut out = Table {
        bytes: Vec::with_capacity(table.len()),
        line: new_first_line,
    };
    let mut before = Location::None;
    // What is shown as the next instruction.
    let mut waiting: Vec<u8> = Vec::new();
    let mut entries = Entries {
        bytes: table,
        line: first_line,
    };
    let mut here = (0, map.known_line(0));
    loop {
        if waiting.is_empty()
            && let Some(short) = entries.short()
        {
            if here.0 != short.line {
                here = (short.line, map.known_line(short.line as u32));
            }
            if let Some((line, col, end_col)) = here.1.original(short.col, short.end_col) {
                (entries.bytes, entries.line) = (&entries.bytes[short.len..], short.line);
                let line = line as i32;
                before = Location::Range {
                    line,
                    end_line: line,
                    col,
                    end_col,
                };
                out.push(short.units, before);
                continue;
            }
        }
        let Some((units, location)) = entries.next() else {
            break;
        };
        let location = match location {
            Location::None => Location::None,
            // A module starts on line 0, before its text.
            Location::Line(line @ ..=0) => Location::Line(line),
            location @ Location::Range { line: ..=0, .. } => location,
            // The start of a function is its first line, not a place on it.
            Location::Range {
                line,
                end_line,
                col: 0,
                end_col: 0,
            } if line == end_line => {
                let line = original_line(line, map);
                Location::Range {
                    line,
                    end_line: line,
                    col: 0,
                    end_col: 0,
                }
            }
            Location::Line(line) => match map.original_of_line(line as u32) {
                Original::At(start, _) => Location::Line(start.line as i32),
                Original::AsBefore if waiting.is_empty() => before,
                Original::AsStatementBefore if waiting.is_empty() => statement(before, map),
                Original::AsBefore | Original::AsStatementBefore | Original::AsAfter => {
                    waiting.push(units);
                    continue;
                }
                Original::Nowhere => Location::None,
            },
            Location::Range {
                line,
                end_line,
                col,
                end_col,
            } => {
                let start = LineCol {
                    line: line as u32,
                    col,
                };
                let end = LineCol {
                    line: end_line as u32,
                    col: end_col,
                };
                match map.original(start, end) {
                    Original::At(start, end) => Location::Range {
                        line: start.line as i32,
                        end_line: end.line as i32,
                        col: start.col,
                        end_col: end.col,
                    },
                    Original::AsBefore if waiting.is_empty() => before,
                    Original::AsStatementBefore if waiting.is_empty() => statement(before, map),
                    Original::AsBefore | Original::AsStatementBefore | Original::AsAfter => {
                        waiting.push(units);
                        continue;
                    }
                    Original::Nowhere => Location::None,
                }
            }
        };
        for units in waiting.drain(..) {
            out.push(units, location);
        }
        before = location;
        out.push(units, location);
    }
    for units in waiting {
        out.push(units, Location::None);
    }
    (out.bytes, new_first_line)
}

/// The statement that `location` is in, when it begins on that line; else `location`.
fn statement(location: Location, map: &PositionMap) -> Location {
    let Location::Range {
        line,
        end_line,
        col,
        end_col,
    } = location
    else {
        return location;
    };
    let place = |line: i32, col| LineCol {
        line: line as u32,
        col,
    };
    match map.statement(place(line, col), place(end_line, end_col)) {
        Some((start, end)) => Location::Range {
            line,
            end_line: end.line as i32,
            col: start.col,
            end_col: end.col,
        },
        None => location,
    }
}

fn original_line(line: i32, map: &PositionMap) -> i32 {
    if line <= 0 {
        line
    } else {
        map.original_line(line as u32) as i32
    }
}

#[cfg(test)]
mod tests {
    use spile_source::Insertions;

    use super::*;

    fn table(locations: &[Location], first_line: i32) -> Vec<u8> {
        let mut table = Table {
            bytes: Vec::new(),
            line: first_line,
        };
        for &location in locations {
            table.push(0, location);
        }
        table.bytes
    }

    #[test]
    fn entries_come_back_as_they_were_written() {
        let locations = [
            Location::Line(3),
            Location::Range {
                line: 4,
                end_line: 4,
                col: 4,
                end_col: 9,
            },
            Location::None,
            Location::Range {
                line: 6,
                end_line: 6,
                col: 100,
                end_col: 120,
            },
            Location::Range {
                line: 2,
                end_line: 9,
                col: 300,
                end_col: 1,
            },
            Location::Range {
                line: 2,
                end_line: 2,
                col: 5,
                end_col: 5,
            },
        ];
        let bytes = table(&locations, 3);
        let read: Vec<_> = Entries {
            bytes: &bytes,
            line: 3,
        }
        .map(|(_, location)| location)
        .collect();
        assert_eq!(read, locations);
    }

    #[test]
    fn without_insertions_nothing_changes() {
        let map = Insertions::new().apply("def f():\n    return 1\n").map;
        let bytes = table(
            &[
                Location::Line(1),
                Location::Range {
                    line: 2,
                    end_line: 2,
                    col: 11,
                    end_col: 12,
                },
            ],
            1,
        );
        assert_eq!(relocate(&bytes, 1, &map), (bytes.clone(), 1));
    }
}
