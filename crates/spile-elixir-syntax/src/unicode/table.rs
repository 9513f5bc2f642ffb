//! The table of letters, `data/names.txt`, read when the first name beyond ASCII is met.

use std::sync::OnceLock;

use crate::version::ElixirVersion;

/// A set of scripts, one bit each.
pub(super) type Scripts = u128;

/// The set of a character that goes with all scripts.
pub(super) const ALL_SCRIPTS: Scripts = Scripts::MAX;

#[derive(Debug, Clone, Copy)]
pub(super) enum Letter {
    None,
    Upper(Scripts),
    Start(Scripts),
    Continue(Scripts),
    /// Written as another character, which may begin a name.
    Replaced(char, Scripts),
}

/// The letters of one version of Elixir.
#[derive(Debug)]
pub(super) struct Table {
    /// First, last; sorted, disjoint.
    rows: Vec<(u32, u32, Letter)>,
    scripts: Vec<&'static str>,
}

static DATA: &str = include_str!("../../data/names.txt");

impl Table {
    pub(super) fn of(version: ElixirVersion) -> &'static Table {
        static TABLES: [OnceLock<Table>; 7] = [const { OnceLock::new() }; 7];
        TABLES[version as usize].get_or_init(|| Table::read(version))
    }

    fn read(version: ElixirVersion) -> Table {
        let mut table = Table {
            rows: Vec::new(),
            scripts: Vec::new(),
        };
        let mut sets = vec![ALL_SCRIPTS];
        let mut column = 0;
        for line in DATA.lines() {
            let mut words = line.split(' ');
            match words.next().unwrap_or_default() {
                "versions" => {
                    let known = words.filter_map(|minor| minor.parse::<u32>().ok());
                    column = known.take_while(|minor| *minor <= version.minor()).count() - 1;
                }
                "scripts" => table.scripts.extend(words),
                "set" => sets.push(
                    words
                        .filter_map(|script| script.parse::<u32>().ok())
                        .fold(0, |set, script| set | 1 << script),
                ),
                first => {
                    let code =
                        |word: Option<&str>| u32::from_str_radix(word.unwrap_or_default(), 16).unwrap_or(0);
                    let (first, last) = (code(Some(first)), code(words.next()));
                    let columns: Vec<&str> = words.collect();
                    let class = columns.get(column).or(columns.first()).copied().unwrap_or("-");
                    let letter = letter(class, &sets);
                    if !matches!(letter, Letter::None) {
                        table.rows.push((first, last, letter));
                    }
                }
            }
        }
        table
    }

    pub(super) fn letter(&self, char: char) -> Letter {
        let code = char as u32;
        let after = self.rows.partition_point(|(first, ..)| *first <= code);
        match after.checked_sub(1).map(|index| self.rows[index]) {
            Some((_, last, letter)) if code <= last => letter,
            _ => Letter::None,
        }
    }

    fn script(&self, name: &str) -> Scripts {
        let index = self.scripts.iter().position(|script| *script == name);
        index.map_or(0, |index| 1 << index)
    }

    pub(super) fn latin(&self) -> Scripts {
        self.script("Latin")
    }

    /// In Elixir's order: Latin, then the others by name.
    pub(super) fn names(&self, set: Scripts) -> Vec<String> {
        let named = self.scripts.iter().enumerate();
        let mut names: Vec<&str> = named
            .filter(|(index, _)| set & (1 << index) != 0)
            .map(|(_, name)| *name)
            .collect();
        names.sort_by_key(|name| *name != "Latin");
        names
            .iter()
            .map(|name| name.replace("_with_", " with "))
            .collect()
    }

    /// The combinations with Latin that Unicode's security mechanisms (UTS 39) allow.
    pub(super) fn highly_restrictive(&self) -> [Scripts; 3] {
        ["Japanese", "Han_with_Bopomofo", "Korean"].map(|name| self.latin() | self.script(name))
    }
}

fn letter(class: &str, sets: &[Scripts]) -> Letter {
    let set = |text: &str| {
        text.parse()
            .ok()
            .and_then(|index: usize| sets.get(index))
            .copied()
            .unwrap_or(0)
    };
    match class.split_at(1) {
        ("u", index) => Letter::Upper(set(index)),
        ("s", index) => Letter::Start(set(index)),
        ("c", index) => Letter::Continue(set(index)),
        ("n", rest) => {
            let (to, index) = rest.split_once(':').unwrap_or((rest, "0"));
            let to = u32::from_str_radix(to, 16).ok().and_then(char::from_u32);
            to.map_or(Letter::None, |to| Letter::Replaced(to, set(index)))
        }
        _ => Letter::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_disjoint_in_every_version() {
        for version in ElixirVersion::ALL {
            let table = Table::of(version);
            assert!(table.rows.len() > 1000, "{version}");
            assert!(
                table.rows.windows(2).all(|pair| pair[0].1 < pair[1].0),
                "{version}"
            );
            assert!(table.latin() != 0 && table.latin() & table.script("Greek") == 0);
            assert!(table.highly_restrictive().iter().all(|set| set.count_ones() == 2));
        }
    }
}
