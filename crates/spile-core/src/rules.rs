//! Rules: which settings hold at which nodes. Resolved against a source they give the plan.

mod text;

use std::collections::BTreeSet;

use crate::code::Codes;
use crate::frontend::{Asks, NotWoven};
use crate::language::Language;
use crate::outline::{Definition, Outline};
use crate::patterns::Patterns;
use crate::selector::{NodeSet, Selection, Selector, SelectorError, SourceFacts, Tri};
use crate::settings::Settings;
use crate::{NodeIdx, NodeKind};

pub use text::TextError;

/// One target, and the settings that hold there.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// What it is called in explanations; letters, digits, `_`, `-` and `.`.
    pub name: String,
    /// Where it holds.
    pub target: Selector,
    /// What it says.
    pub settings: Settings,
}

/// Rules in order: of two that say something about one key of one node, the later wins.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    patterns: Patterns,
    codes: Codes,
}

/// Spile's own modules: never woven, whatever is asked for.
const OWN_MODULE: &str = "spile";

/// What holds at one definition, and which rules say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What holds.
    pub settings: Settings,
    /// The rules that select the definition, by their places, in order.
    pub matched: Vec<usize>,
    /// The one that decided about `record`.
    pub decided: Option<usize>,
    /// Why the definition is not recorded, if it is not.
    pub reason: Option<NotWoven>,
}

impl Decision {
    /// Of a definition that no rule selects.
    pub fn not_asked_for() -> Self {
        Self {
            settings: Settings::default(),
            matched: Vec::new(),
            decided: None,
            reason: Some(NotWoven::NotAskedFor),
        }
    }
}

impl Asks {
    /// What `decisions` ask for, one for each definition of the outline.
    pub fn of(outline: &Outline, decisions: &[Decision]) -> Self {
        let all = outline.definitions.iter().zip(decisions);
        let mut outside = BTreeSet::new();
        let refusals = all.map(|(definition, decision)| {
            let id = outline.id(definition.node);
            if decision.settings.outside == Some(true) {
                outside.insert(id.clone());
            }
            (id, decision.reason)
        });
        Self::Only {
            refusals: refusals.collect(),
            outside,
        }
    }
}

/// Where a selector stands that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulePlace {
    /// In the pattern of this name.
    Pattern(String),
    /// In the rule at this place.
    Rule(usize),
}

/// A selector that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesError {
    /// Where it stands.
    pub place: RulePlace,
    /// What is wrong with it.
    pub error: SelectorError,
}

/// What is done with a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModulePlan {
    /// Nothing in it is asked for.
    Nothing,
    /// All definitions; with `bodies` those of classes and the module, too.
    Everything {
        /// Whether bodies are recorded.
        bodies: bool,
        /// Whether the calls of functions are told.
        outside: bool,
    },
    /// It takes an outline, and [`Rules::resolve`].
    Outlined,
}

impl Rules {
    /// Rules that use `patterns`, in the words of `language`.
    ///
    /// # Errors
    /// When a selector cannot be used: see [`Language::check`].
    pub fn new(rules: Vec<Rule>, patterns: Patterns, language: &Language<'_>) -> Result<Self, RulesError> {
        let mut codes = Codes::default();
        let mut check = |selector: &Selector, place: RulePlace| {
            let checked = language.check(selector, &patterns);
            for (code, pattern) in checked.map_err(|error| RulesError { place, error })? {
                codes.insert(&code, pattern);
            }
            Ok(())
        };
        for (name, selector) in patterns.all_defined() {
            check(selector, RulePlace::Pattern(name.clone()))?;
        }
        for (place, rule) in rules.iter().enumerate() {
            check(&rule.target, RulePlace::Rule(place))?;
        }
        Ok(Self {
            rules,
            patterns,
            codes,
        })
    }

    /// The rules, in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The patterns that they use.
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// The code that they look for.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// Whether the calls of any function may be told.
    pub fn tell_calls(&self) -> bool {
        let mut settings = self.rules.iter().map(|rule| &rule.settings);
        settings.any(|settings| settings.outside == Some(true))
    }

    /// What is done with a module, as far as can be told before it is parsed. While the file or the text is unknown,
    /// [`ModulePlan::Outlined`] also means that it depends on them.
    pub fn module_plan(&self, facts: &SourceFacts<'_>) -> ModulePlan {
        if is_own(facts.module) {
            return ModulePlan::Nothing;
        }
        let record = self.module_setting(facts, |settings| settings.record);
        let bodies = self.module_setting(facts, |settings| settings.bodies);
        let outside = self.module_setting(facts, |settings| settings.outside);
        match (record, bodies, outside) {
            (Tri::No, ..) => ModulePlan::Nothing,
            _ if self.may_ask_for_macros(facts) => ModulePlan::Outlined,
            (Tri::Yes, Tri::Yes | Tri::No, Tri::Yes | Tri::No) => ModulePlan::Everything {
                bodies: bodies == Tri::Yes,
                outside: outside == Tri::Yes,
            },
            _ => ModulePlan::Outlined,
        }
    }

    /// Whether a rule means macros, which are in no everything.
    fn may_ask_for_macros(&self, facts: &SourceFacts<'_>) -> bool {
        self.rules.iter().any(|rule| {
            rule.settings.record == Some(true)
                && rule.target.asks_for_macros()
                && rule.target.may_match(facts, &self.patterns) != Tri::No
        })
    }

    /// Whether one setting holds at all nodes of a module, at none, or it takes a look.
    fn module_setting(&self, facts: &SourceFacts<'_>, of: impl Fn(&Settings) -> Option<bool>) -> Tri {
        self.rules.iter().fold(Tri::No, |before, rule| {
            let Some(value) = of(&rule.settings) else {
                return before;
            };
            let says = if value { Tri::Yes } else { Tri::No };
            match rule.target.may_match(facts, &self.patterns) {
                Tri::No => before,
                Tri::Yes => says,
                Tri::Maybe if before == says => says,
                Tri::Maybe => Tri::Maybe,
            }
        })
    }

    /// The nodes of a source that each rule selects, in the order of the rules.
    pub fn select(&self, source: &str, facts: SourceFacts<'_>, outline: &Outline) -> Vec<NodeSet> {
        let on = Selection {
            outline,
            source,
            facts,
            patterns: &self.patterns,
            codes: &self.codes,
        };
        self.rules.iter().map(|rule| rule.target.select(&on)).collect()
    }

    /// What holds at each definition of a source of which the rules have `selected` something, in the order of the outline.
    pub fn decide(&self, outline: &Outline, selected: &[NodeSet]) -> Vec<Decision> {
        let is_own = is_own(&outline.module);
        let decide = |definition: &Definition| {
            let mut decision = self.decide_at(definition.node, definition.kind, selected);
            if is_own {
                decision.reason = Some(NotWoven::OwnModule);
            }
            decision
        };
        outline.definitions.iter().map(decide).collect()
    }

    fn decide_at(&self, node: NodeIdx, kind: NodeKind, selected: &[NodeSet]) -> Decision {
        let mut decision = Decision::not_asked_for();
        let mut macros = false;
        for (place, (rule, nodes)) in self.rules.iter().zip(selected).enumerate() {
            if nodes.contains(node) {
                decision.settings = decision.settings.overridden_by(&rule.settings);
                decision.matched.push(place);
                macros |= rule.settings.record == Some(true) && rule.target.asks_for_macros();
                if rule.settings.record.is_some() {
                    decision.decided = Some(place);
                }
            }
        }
        let Settings { record, bodies, .. } = decision.settings;
        decision.reason = match record {
            None => Some(NotWoven::NotAskedFor),
            Some(false) => Some(NotWoven::RuledOut),
            Some(true) => NotWoven::of_kind(kind, bodies == Some(true), macros),
        };
        decision
    }

    /// What is asked for in a source that takes an outline.
    pub fn resolve(&self, source: &str, facts: SourceFacts<'_>, outline: &Outline) -> Asks {
        Asks::of(
            outline,
            &self.decide(outline, &self.select(source, facts, outline)),
        )
    }
}

/// Whether a module is Spile's own.
pub(crate) fn is_own(module: &str) -> bool {
    module
        .strip_prefix(OWN_MODULE)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: ModulePlan = ModulePlan::Everything {
        bodies: false,
        outside: false,
    };

    pub(super) fn rule(name: &str, target: &str, record: bool) -> Rule {
        Rule {
            name: name.into(),
            target: Selector::parse(target).unwrap(),
            settings: Settings {
                record: Some(record),
                ..Settings::default()
            },
        }
    }

    fn rules(rules: &[(&str, bool)]) -> Rules {
        let rules = rules
            .iter()
            .map(|(target, record)| rule("r", target, *record))
            .collect();
        Rules::new(rules, Patterns::new(&[]), &Language::of_tests()).unwrap()
    }

    fn plan(rules: &Rules, module: &str) -> ModulePlan {
        rules.module_plan(&SourceFacts {
            module,
            holds_modules: false,
            file: Some("shop/cart.py"),
            is_project: true,
            text: Some("def f(): pass"),
        })
    }

    #[test]
    fn of_two_rules_the_later_wins() {
        let everything = ALL;
        let some = rules(&[
            ("shop.**", true),
            ("shop.legacy.**", false),
            ("shop.legacy.core", true),
        ]);
        assert_eq!(plan(&some, "shop.cart"), everything);
        assert_eq!(plan(&some, "shop.legacy.x"), ModulePlan::Nothing);
        assert_eq!(plan(&some, "shop.legacy.core"), everything);
        assert_eq!(plan(&some, "other"), ModulePlan::Nothing);
    }

    #[test]
    fn what_names_do_not_decide_takes_an_outline() {
        let some = rules(&[("shop.**", true), ("trivial", false)]);
        assert_eq!(plan(&some, "shop.cart"), ModulePlan::Outlined);
        assert_eq!(plan(&some, "other"), ModulePlan::Nothing);
        let words = rules(&[("has(calls(requests.get))", true)]);
        assert_eq!(plan(&words, "shop.cart"), ModulePlan::Nothing);
        let same = rules(&[("shop.**", true), ("public", true)]);
        assert_eq!(plan(&same, "shop.cart"), ALL);
    }

    #[test]
    fn macros_are_meant_by_their_kind_alone() {
        let asks = |target: &str| Selector::parse(target).unwrap().asks_for_macros();
        for target in [
            "kind(macro)",
            "Shop.** and kind(function, macro)",
            "public or kind(macro)",
        ] {
            assert!(asks(target), "{target}");
        }
        for target in [
            "**",
            "name(twice)",
            "not kind(macro)",
            "in(kind(macro))",
            "has(kind(macro))",
        ] {
            assert!(!asks(target), "{target}");
        }
        let language = Language {
            kinds: &["function", "macro"],
            ..Language::of_tests()
        };
        let rules = |all: &[(&str, bool)]| {
            let all = all.iter().map(|(target, record)| rule("r", target, *record));
            Rules::new(all.collect(), Patterns::new(&[]), &language).unwrap()
        };
        let all = rules(&[("shop.**", true), ("shop.cart.** and kind(macro)", true)]);
        assert_eq!(plan(&all, "shop.cart"), ModulePlan::Outlined);
        assert_eq!(plan(&all, "shop.other"), ALL);
        let decide = |rules: &Rules, selected: &[bool]| {
            let selected: Vec<NodeSet> = selected
                .iter()
                .map(|all| if *all { NodeSet::all(1) } else { NodeSet::empty(1) })
                .collect();
            rules.decide_at(NodeIdx(0), NodeKind::Macro, &selected).reason
        };
        assert_eq!(decide(&all, &[true, false]), Some(NotWoven::Macro));
        assert_eq!(decide(&all, &[true, true]), None);
        let not_this = rules(&[("kind(macro)", true), ("shop.**", false)]);
        assert_eq!(decide(&not_this, &[true, true]), Some(NotWoven::RuledOut));
    }

    #[test]
    fn spile_does_not_weave_itself() {
        let everything = rules(&[("**", true)]);
        assert_eq!(plan(&everything, "spile._loader"), ModulePlan::Nothing);
        assert_eq!(plan(&everything, "spiles"), ALL);
    }
}
