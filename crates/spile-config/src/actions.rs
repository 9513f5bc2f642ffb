//! Actions, their options, and what a rule sets.

use spile_core::{KEYS, Settings};

use crate::config::find;
use crate::item::{Item, Node};
use crate::keys::{Key, Kind};

/// An action that is part of Spile: a setting that rules turn on. The other settings are options of actions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Action {
    pub(crate) name: &'static str,
}

pub(crate) const BUILT_IN: &[Action] = &[Action { name: "record" }];

impl Action {
    /// What a rule with this action sets.
    pub(crate) fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        if let Some(key) = spile_core::Key::named(self.name) {
            key.set(&mut settings, true);
        }
        settings
    }

    /// What it does, in one line.
    pub(crate) fn summary(&self) -> &'static str {
        spile_core::Key::named(self.name).map_or("", |key| key.summary)
    }
}

/// The action called `name`.
pub(crate) fn built_in(name: &str) -> Option<&'static Action> {
    BUILT_IN.iter().find(|action| action.name == name)
}

/// The keys of what rules can set: actions, and their options.
pub(crate) fn setting_keys() -> impl Iterator<Item = Key> {
    KEYS.iter().map(|key| Key {
        name: key.name,
        kind: Kind::Boolean,
        summary: key.summary,
        flag: None,
        default: None,
        is_required: false,
    })
}

/// The keys of the actions' options.
pub(crate) fn option_keys() -> impl Iterator<Item = Key> {
    setting_keys().filter(|key| built_in(key.name).is_none())
}

/// What the keys of a table set.
pub(crate) fn read(item: &Item) -> Settings {
    let mut settings = Settings::default();
    for key in &KEYS {
        if let Some(Node::Boolean(is)) = find(item, key.name).map(|entry| &entry.item.node) {
            key.set(&mut settings, *is);
        }
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_turns_its_setting_on() {
        for action in BUILT_IN {
            assert!(
                !action.settings().is_empty() && !action.summary().is_empty(),
                "{}",
                action.name
            );
        }
    }
}
