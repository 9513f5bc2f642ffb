//! The text of rules, by which processes are told of them.

use std::fmt;

use super::{Rule, RulePlace, Rules, RulesError};
use crate::language::Language;
use crate::patterns::Patterns;
use crate::selector::Selector;
use crate::settings::{Key, Settings};

const HEADER: &str = "spile rules 1";

impl Rules {
    /// A text that says the same and nothing else, which [`Rules::from_text`] reads; the same for rules that say the same.
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        let used = self.patterns.all_defined();
        for (name, selector) in used {
            text += &format!("pattern {name} = {selector}\n");
        }
        for rule in &self.rules {
            text += &format!("rule {} {} = {}\n", rule.name, rule.settings, rule.target);
        }
        text
    }

    /// Reads what [`Rules::to_text`] wrote.
    ///
    /// # Errors
    /// With the line's number, from 1, when a line cannot be read.
    pub fn from_text(text: &str, patterns: Patterns, language: &Language<'_>) -> Result<Self, TextError> {
        let mut lines = text.lines().zip(1..);
        let fail = |line, reason: &dyn fmt::Display| TextError {
            line,
            reason: reason.to_string(),
        };
        if lines.next().is_none_or(|(line, _)| line != HEADER) {
            return Err(fail(1, &format_args!("it does not begin with `{HEADER}`")));
        }
        let (mut patterns, mut rules) = (patterns, Vec::new());
        for (line, number) in lines {
            let fail = |reason: &dyn fmt::Display| fail(number, reason);
            let (head, selector) = line.split_once(" = ").ok_or_else(|| fail(&"it has no ` = `"))?;
            let selector = Selector::parse(selector).map_err(|error| fail(&error))?;
            let mut words = head.split(' ');
            match (words.next(), words.next()) {
                (Some("pattern"), Some(name)) => {
                    patterns.define(name, selector).map_err(|error| fail(&error))?;
                }
                (Some("rule"), Some(name)) => {
                    let mut settings = Settings::default();
                    for word in words.filter(|word| !word.is_empty()) {
                        let (key, value) = word
                            .split_once('=')
                            .ok_or_else(|| fail(&"a setting has no `=`"))?;
                        let key = Key::named(key).ok_or_else(|| fail(&"there is no such setting"))?;
                        let value = value
                            .parse()
                            .map_err(|_| fail(&"a setting is neither true nor false"))?;
                        key.set(&mut settings, value);
                    }
                    rules.push(Rule {
                        name: name.to_owned(),
                        target: selector,
                        settings,
                    });
                }
                _ => return Err(fail(&"it is neither a pattern nor a rule")),
            }
        }
        Self::new(rules, patterns, language).map_err(|RulesError { place, error }| {
            let is_it = |line: &str| match &place {
                RulePlace::Pattern(name) => line.starts_with(&format!("pattern {name} ")),
                RulePlace::Rule(_) => line.starts_with("rule "),
            };
            let skipped = match place {
                RulePlace::Pattern(_) => 0,
                RulePlace::Rule(place) => place,
            };
            let line = text.lines().zip(1..).filter(|(line, _)| is_it(line)).nth(skipped);
            fail(line.map_or(1, |(_, number)| number), &error)
        })
    }

    /// A hash of [`Rules::to_text`], the same on every machine.
    pub fn hash(&self) -> u64 {
        crate::text_hash(&self.to_text())
    }
}

/// Why a text holds no rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    line: usize,
    reason: String,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the rules: {}", self.line, self.reason)
    }
}

impl std::error::Error for TextError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::rule;

    #[test]
    fn rules_survive_their_text() {
        let mut patterns = Patterns::new(&[]);
        patterns
            .define(
                "slow",
                Selector::parse("has(calls(time.sleep)) and public").unwrap(),
            )
            .unwrap();
        let all = vec![
            rule("calls", "shop.** and pattern(slow)", true),
            rule("not-these", "name(\"a b\")", false),
        ];
        let rules = Rules::new(all, patterns, &Language::of_tests()).unwrap();
        let text = rules.to_text();
        assert_eq!(
            text,
            "spile rules 1\n\
             pattern slow = has(calls(time.sleep)) and public\n\
             rule calls record=true = shop.** and pattern(slow)\n\
             rule not-these record=false = name(\"a b\")\n"
        );
        let again = Rules::from_text(&text, Patterns::new(&[]), &Language::of_tests()).unwrap();
        assert_eq!((again.to_text(), again.hash()), (text, rules.hash()));
    }

    #[test]
    fn a_text_that_is_none_says_where() {
        let read = |text: &str| {
            Rules::from_text(text, Patterns::new(&[]), &Language::of_tests())
                .unwrap_err()
                .to_string()
        };
        assert!(read("").starts_with("line 1"));
        assert!(read("spile rules 1\nrule a record=true = a b").starts_with("line 2"));
        assert!(
            read("spile rules 1\nrule a record=true = a\nrule b record=true = pattern(x)")
                .starts_with("line 3")
        );
        assert!(read("spile rules 1\nrule a record=true = code(\"(\")").ends_with("it has no words"));
    }
}
