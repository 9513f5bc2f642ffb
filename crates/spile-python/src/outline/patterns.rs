//! The patterns of `match`.

use ruff_python_ast::{Identifier, Pattern, PatternMatchClass, PatternMatchMapping, Singleton};
use spile_core::{Role, SyntaxIdx};

use super::scopes::Meaning;
use super::{Lowering, range};

impl<'a> Lowering<'a> {
    /// A pattern; what it captures is bound by the `match` at `statement`.
    pub(super) fn pattern(&mut self, pattern: &'a Pattern, statement: SyntaxIdx) {
        match pattern {
            Pattern::MatchValue(pattern) => {
                self.part("value_pattern", range(pattern.range), |this| {
                    this.expr(&pattern.value)
                });
            }
            Pattern::MatchSingleton(pattern) => {
                let text = match pattern.value {
                    Singleton::None => "None",
                    Singleton::True => "True",
                    Singleton::False => "False",
                };
                self.leaf("singleton_pattern", range(pattern.range), text);
            }
            Pattern::MatchSequence(pattern) => {
                self.part("sequence_pattern", range(pattern.range), |this| {
                    pattern
                        .patterns
                        .iter()
                        .for_each(|item| this.pattern(item, statement));
                });
            }
            Pattern::MatchMapping(pattern) => self.mapping_pattern(pattern, statement),
            Pattern::MatchClass(pattern) => self.class_pattern(pattern, statement),
            Pattern::MatchStar(pattern) => {
                self.part("star_pattern", range(pattern.range), |this| {
                    this.captured(pattern.name.as_ref(), statement);
                });
            }
            Pattern::MatchAs(pattern) => {
                self.part("capture_pattern", range(pattern.range), |this| {
                    if let Some(inner) = &pattern.pattern {
                        this.pattern(inner, statement);
                    }
                    this.captured(pattern.name.as_ref(), statement);
                });
            }
            Pattern::MatchOr(pattern) => {
                self.part("or_pattern", range(pattern.range), |this| {
                    pattern
                        .patterns
                        .iter()
                        .for_each(|item| this.pattern(item, statement));
                });
            }
        }
    }

    fn captured(&mut self, name: Option<&'a Identifier>, statement: SyntaxIdx) {
        if let Some(name) = name {
            self.leaf("name", range(name.range), name);
            self.bind(statement, name, Meaning::Unknown);
        }
    }

    fn mapping_pattern(&mut self, pattern: &'a PatternMatchMapping, statement: SyntaxIdx) {
        self.part("mapping_pattern", range(pattern.range), |this| {
            for (key, value) in pattern.keys.iter().zip(&pattern.patterns) {
                this.expr(key);
                this.pattern(value, statement);
            }
            if let Some(rest) = &pattern.rest {
                this.part("double_starred", range(rest.range), |this| {
                    this.captured(Some(rest), statement);
                });
            }
        });
    }

    fn class_pattern(&mut self, pattern: &'a PatternMatchClass, statement: SyntaxIdx) {
        self.part("class_pattern", range(pattern.range), |this| {
            this.expr(&pattern.cls);
            this.part("arguments", range(pattern.arguments.range), |this| {
                let positional = pattern.arguments.patterns.iter();
                positional.for_each(|item| this.pattern(item, statement));
                for keyword in &pattern.arguments.keywords {
                    this.tree
                        .open_with("keyword", Role::Part, range(keyword.range), &keyword.attr);
                    this.pattern(&keyword.pattern, statement);
                    this.tree.close();
                }
            });
        });
    }
}
