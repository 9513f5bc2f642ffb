//! What rules can say about a node: one description of all keys, which configuration, schema, help and `explain` read.

use std::fmt;

/// What one rule says; what it does not say is up to the rules before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether entries, exits and exceptions of definitions are recorded.
    pub record: Option<bool>,
    /// Whether, where `record` is on, bodies of classes and modules are recorded as well.
    pub bodies: Option<bool>,
    /// Whether, where `record` is on, the time that calls spend in what is not recorded is told apart.
    pub outside: Option<bool>,
}

/// A key of [`Settings`].
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The word for it.
    pub name: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// What holds where no rule says anything.
    pub default: bool,
    field: fn(&mut Settings) -> &mut Option<bool>,
}

/// All keys, in the order in which they are printed.
pub const KEYS: [Key; 3] = [
    Key {
        name: "record",
        summary: "record entries, exits and exceptions of the selected definitions",
        default: false,
        field: |settings| &mut settings.record,
    },
    Key {
        name: "bodies",
        summary: "with `record`, record the bodies of selected classes and modules as well",
        default: false,
        field: |settings| &mut settings.bodies,
    },
    Key {
        name: "outside",
        summary: "with `record`, tell apart the time that calls of selected functions spend in what is not recorded (Python)",
        default: false,
        field: |settings| &mut settings.outside,
    },
];

impl Key {
    /// The key with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// What `settings` say.
    pub fn get(&self, settings: &Settings) -> Option<bool> {
        *(self.field)(&mut settings.clone())
    }

    /// Has `settings` say `value`.
    pub fn set(&self, settings: &mut Settings, value: bool) {
        *(self.field)(settings) = Some(value);
    }
}

impl Settings {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These, and over them what `later` say.
    pub fn overridden_by(mut self, later: &Self) -> Self {
        for key in &KEYS {
            if let Some(value) = key.get(later) {
                key.set(&mut self, value);
            }
        }
        self
    }
}

/// `record=true bodies=false`.
impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = KEYS.iter().filter_map(|key| Some((key.name, key.get(self)?)));
        for (i, (name, value)) in said.enumerate() {
            write!(f, "{}{name}={value}", if i > 0 { " " } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_ones_win_per_key() {
        let first = Settings {
            record: Some(true),
            bodies: Some(true),
            outside: None,
        };
        let later = Settings {
            record: Some(false),
            bodies: None,
            outside: Some(true),
        };
        assert_eq!(
            first.overridden_by(&later).to_string(),
            "record=false bodies=true outside=true"
        );
        assert!(Settings::default().is_empty() && !first.is_empty());
    }
}
