//! What a text looks like: the skeleton of Unicode's security mechanisms (UTS 39, section 4), as each version of Elixir
//! has it. The table, `data/confusables.txt`, is read when the first name is rejected that may be written otherwise.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use crate::version::ElixirVersion;

static DATA: &str = include_str!("../../data/confusables.txt");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    LeftToRight,
    RightToLeft,
    Neutral,
    /// Digits go with what is before them.
    Weak,
}

/// What characters look like in one version of Elixir.
#[derive(Debug)]
struct Table {
    prototypes: HashMap<char, String>,
    /// First, last; sorted and disjoint within each direction.
    directions: Vec<(u32, u32, Direction)>,
}

impl Table {
    fn of(version: ElixirVersion) -> &'static Table {
        static TABLES: [OnceLock<Table>; 7] = [const { OnceLock::new() }; 7];
        TABLES[version as usize].get_or_init(|| Table::read(version))
    }

    fn read(version: ElixirVersion) -> Table {
        let mut table = Table {
            prototypes: HashMap::new(),
            directions: Vec::new(),
        };
        let hex = |text: &str| u32::from_str_radix(text, 16).unwrap_or(0);
        let mut column = 0;
        for line in DATA.lines() {
            let mut words = line.split(' ');
            let kind = words.next().unwrap_or_default();
            let mut range = |direction| {
                let mut next = || words.next().map_or(0, hex);
                table.directions.push((next(), next(), direction));
            };
            match kind {
                "versions" => {
                    let known = words.filter_map(|minor| minor.parse::<u32>().ok());
                    column = known.take_while(|minor| *minor <= version.minor()).count() - 1;
                }
                "rtl" => range(Direction::RightToLeft),
                "neutral" => range(Direction::Neutral),
                code => {
                    let columns: Vec<&str> = words.collect();
                    let shown = columns.get(column).or(columns.first()).copied().unwrap_or("-");
                    if let (Some(char), true) = (char::from_u32(hex(code)), shown != "-") {
                        let like = shown.split('+').filter_map(|code| char::from_u32(hex(code)));
                        table.prototypes.insert(char, like.collect());
                    }
                }
            }
        }
        table
    }

    fn direction(&self, char: char) -> Direction {
        match char {
            '0'..='9' => return Direction::Weak,
            '_' => return Direction::Neutral,
            _ => {}
        }
        let found = self
            .directions
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&(char as u32)));
        found.map_or(Direction::LeftToRight, |(.., direction)| *direction)
    }

    /// The characters in the order in which they are seen: since 1.18 spans from right to left are reversed.
    fn as_seen(&self, chars: &[char]) -> Vec<char> {
        let (mut seen, mut span, mut neutrals) = (Vec::new(), Vec::new(), Vec::new());
        let mut direction = Direction::LeftToRight;
        for &char in chars {
            match (self.direction(char), direction) {
                (Direction::Neutral, _) => neutrals.push(char),
                (Direction::Weak, _) => {
                    span.append(&mut neutrals);
                    span.push(char);
                }
                (own, whole) if own == whole => {
                    span.append(&mut neutrals);
                    span.push(char);
                }
                (Direction::RightToLeft, _) => {
                    seen.append(&mut span);
                    seen.append(&mut neutrals);
                    span.push(char);
                    direction = Direction::RightToLeft;
                }
                _ => {
                    seen.extend(span.drain(..).rev());
                    span.append(&mut neutrals);
                    span.push(char);
                    direction = Direction::LeftToRight;
                }
            }
        }
        span.append(&mut neutrals);
        if direction == Direction::RightToLeft {
            span.reverse();
        }
        seen.append(&mut span);
        seen
    }
}

/// What `text` looks like.
pub(super) fn skeleton(text: &str, version: ElixirVersion) -> String {
    let table = Table::of(version);
    let mut chars: Vec<char> = text.nfd().collect();
    let is_reversed = |char: &char| table.direction(*char) == Direction::RightToLeft;
    if version >= ElixirVersion::V1_18 && chars.len() > 1 && chars.iter().any(is_reversed) {
        chars = table.as_seen(&chars);
    }
    let mut like = String::new();
    for char in chars {
        match table.prototypes.get(&char) {
            Some(prototype) => like.push_str(prototype),
            None => like.push(char),
        }
    }
    like.nfd().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_scripts_look_like_latin_ones() {
        for version in ElixirVersion::ALL {
            assert_eq!(
                skeleton("аdmin", version),
                skeleton("admin", version),
                "{version}"
            );
            assert_eq!(skeleton("sсоpе", version), "scope", "{version}");
        }
    }

    #[test]
    fn digits_go_with_letters_from_right_to_left_since_1_18() {
        assert_eq!(skeleton("א1", ElixirVersion::V1_17), "א1");
        assert_eq!(skeleton("א1", ElixirVersion::V1_18), "1א");
        assert_eq!(skeleton("abאבcd", ElixirVersion::V1_18), "abבאcd");
    }
}
