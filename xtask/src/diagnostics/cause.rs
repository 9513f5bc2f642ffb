//! Why something else is said: a closed list.

use serde::{Deserialize, Serialize};

/// What is different. The order is that in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Cause {
    /// A program ended the comparison's process, or did not end, in one of the two.
    NotEnded,
    /// A probe is printed in code that is printed.
    ProbePrinted,
    /// The name of a captured argument is printed in a pattern.
    ArgumentPrinted,
    /// The same is said, in another order.
    Order,
    /// The same is said, of other places.
    Place,
    /// Something is said twice or more often than plain.
    Doubled,
    /// Something is not said.
    Lost,
    /// Something is said that is not said plain, and nothing is lost.
    Added,
    /// Something is said with other words.
    Text,
}

impl Cause {
    /// What it is called in tables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::NotEnded => "not ended",
            Self::ProbePrinted => "probe printed",
            Self::ArgumentPrinted => "argument printed",
            Self::Order => "order",
            Self::Place => "place",
            Self::Doubled => "doubled",
            Self::Lost => "lost",
            Self::Added => "added",
            Self::Text => "text",
        }
    }

    /// Why two texts differ; none where they do not.
    pub(super) fn of(plain: &str, woven: &str) -> Option<Self> {
        let (plain, woven) = (&steady(plain), &steady(woven));
        if plain == woven {
            return None;
        }
        let (before, after) = (messages(plain), messages(woven));
        let cause = if [plain, woven].iter().any(|text| is_not_ended(text)) {
            Self::NotEnded
        } else if ["Spile.Runtime", "Spile.Probe", "Spile.Identity"]
            .iter()
            .any(|name| woven.contains(name))
        {
            Self::ProbePrinted
        } else if woven.contains("argument_0_") {
            Self::ArgumentPrinted
        } else if sorted(&before) == sorted(&after) {
            Self::Order
        } else {
            let (before, after) = (firsts(&before), firsts(&after));
            if before == after {
                Self::Place
            } else if after
                .iter()
                .any(|said| before.contains(said) && times(&after, said) > times(&before, said))
            {
                Self::Doubled
            } else if after.len() < before.len() {
                Self::Lost
            } else if after.len() > before.len() {
                Self::Added
            } else {
                Self::Text
            }
        };
        Some(cause)
    }
}

/// The text without what tells anonymous functions apart when they are printed: it comes of the code of their module.
fn steady(text: &str) -> String {
    let mut parts = text.split("#Function<");
    let mut steady = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        steady += "#Function<";
        steady += part.trim_start_matches(|of: char| of.is_ascii_digit() || of == '.');
    }
    steady
}

fn is_not_ended(text: &str) -> bool {
    text.starts_with("ended: ") || text == "not ended"
}

/// What is printed, cut where a warning or an error begins.
fn messages(text: &str) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    for line in text.lines() {
        let begins = ["warning: ", "error: ", "** ("]
            .iter()
            .any(|word| line.trim_start().starts_with(word));
        match messages.last_mut() {
            Some(message) if !begins => {
                message.push('\n');
                message.push_str(line);
            }
            _ => messages.push(line.to_owned()),
        }
    }
    // What is last has no empty line behind it.
    messages
        .iter()
        .map(|message| message.trim_end().to_owned())
        .collect()
}

fn sorted(messages: &[String]) -> Vec<String> {
    let mut messages = messages.to_vec();
    messages.sort_unstable();
    messages
}

/// First lines, which tell no place, sorted.
fn firsts(messages: &[String]) -> Vec<String> {
    let firsts: Vec<String> = messages
        .iter()
        .filter_map(|message| Some(message.lines().next()?.trim().to_owned()))
        .collect();
    sorted(&firsts)
}

fn times(messages: &[String], message: &String) -> usize {
    messages.iter().filter(|other| *other == message).count()
}

#[cfg(test)]
mod tests {
    use super::Cause;

    #[test]
    fn what_is_different_is_told_by_what_is_printed() {
        let one = "warning: one\n  a.ex:1\n\n";
        let two = "warning: two\n  a.ex:2\n\n";
        let both = format!("{one}{two}");
        assert_eq!(Cause::of(one, one), None);
        assert_eq!(
            Cause::of("#Function<0.26 in run/0>", "#Function<0.7044 in run/0>"),
            None
        );
        assert_eq!(Cause::of(&both, &format!("{two}{one}")), Some(Cause::Order));
        assert_eq!(Cause::of(one, "warning: one\n  a.ex:3\n\n"), Some(Cause::Place));
        assert_eq!(Cause::of(&both, one), Some(Cause::Lost));
        assert_eq!(Cause::of(one, &both), Some(Cause::Added));
        assert_eq!(Cause::of(one, &format!("{one}{one}")), Some(Cause::Doubled));
        assert_eq!(Cause::of(one, two), Some(Cause::Text));
        assert_eq!(
            Cause::of(one, "warning: Spile.Runtime.leave()\n"),
            Some(Cause::ProbePrinted)
        );
        assert_eq!(Cause::of(one, "not ended"), Some(Cause::NotEnded));
    }
}
