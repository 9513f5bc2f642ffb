//! Statements, line by line, in the layouts that Python allows.

use super::{Place, Writer};

impl Writer<'_> {
    /// A simple statement in text.
    pub(super) fn simple(&mut self, place: Place) -> String {
        match self.random.below(30) {
            0 if place.in_function && !place.is_star => "return".into(),
            1 if place.in_function && !place.is_star && !place.is_async => {
                format!("return {}", self.expression(place))
            }
            2 if place.in_function => format!("yield {}", self.yielded(place)),
            3 if place.in_function => "yield".into(),
            4 if place.in_function => format!("{} = yield", self.name()),
            5 if place.in_function => format!("{} = yield {}", self.name(), self.yielded(place)),
            6 if place.in_function && !place.is_async => {
                format!("{} = yield from {}", self.name(), self.operand(place))
            }
            7 if place.in_function && !place.is_async => format!("return (yield {})", self.operand(place)),
            8 if place.is_async => format!("await {}", self.operand(place)),
            9 if place.is_async => format!("{} = await {}", self.name(), self.operand(place)),
            10 if place.in_loop && !place.is_star => "break".into(),
            11 if place.in_loop && !place.is_star => "continue".into(),
            12 if self.random.once_in(2) => "raise".into(),
            12 => format!("raise {}", self.operand(place)),
            13 => format!("raise {} from None", self.operand(place)),
            14 => format!("assert {}, {}", self.expression(place), self.expression(place)),
            15 => format!("del {}[0], {}", self.name(), self.name()),
            16 => format!("{}: {} = {}", self.name(), self.name(), self.operand(place)),
            17 => format!("{}: lambda_", self.name()),
            18 => format!("{} += {}", self.name(), self.expression(place)),
            19 => format!(
                "{}, *{} = {} = {}",
                self.name(),
                self.name(),
                self.name(),
                self.expression(place)
            ),
            20 => "\"a string\"".into(),
            21 => "import a.b as c".into(),
            22 => "pass".into(),
            23 => "global g".into(),
            _ => self.expression(Place {
                depth: place.depth,
                ..place
            }),
        }
    }

    pub(super) fn simple_line(&mut self, indentation: &str, place: Place) {
        let mut text = self.simple(place);
        while self.random.once_in(8) {
            text.push_str(self.random.pick(&[";", "; ", " ;  "]));
            text.push_str(&self.simple(place));
        }
        if self.random.once_in(12) {
            text.push(';');
        }
        self.line(indentation, &text);
    }

    /// What stands behind a header: a suite on the same line, or a block.
    pub(super) fn suite(&mut self, indentation: &str, place: Place) {
        let place = Place {
            depth: place.depth + 1,
            ..place
        };
        if self.random.once_in(5) {
            let mut text = self.simple(place);
            if self.random.once_in(4) {
                text = format!("{text}; {}", self.simple(place));
            }
            self.out.push_str(self.random.pick(&[" ", "", "\t"]));
            self.out.push_str(&text);
            self.end_line();
            return;
        }
        self.end_line();
        let step = match self.random.below(10) {
            0 => " ",
            1 | 2 => "\t",
            3 => "  ",
            4 => "        ",
            _ => "    ",
        };
        let deeper = format!("{indentation}{step}");
        let count = 1 + self.random.below(if place.depth > 4 { 1 } else { 3 });
        for _ in 0..count {
            self.statement(&deeper, place);
        }
    }

    pub(super) fn header_and_suite(&mut self, indentation: &str, header: &str, place: Place) {
        self.out.push_str(indentation);
        self.out.push_str(header);
        self.suite(indentation, place);
    }

    pub(super) fn statement(&mut self, indentation: &str, place: Place) {
        if place.depth > 6 {
            self.simple_line(indentation, place);
            return;
        }
        let in_loop = Place {
            in_loop: true,
            is_star: false,
            ..place
        };
        match self.random.below(24) {
            0..=4 => self.function(indentation, place),
            5 => {
                let text = format!("class C({}):", self.expression(Place::default()));
                let class = Place {
                    depth: place.depth,
                    ..Place::default()
                };
                self.header_and_suite(indentation, &text, class);
            }
            6 | 7 => {
                let text = format!("if {}:", self.expression(place));
                self.header_and_suite(indentation, &text, place);
                while self.random.once_in(3) {
                    let text = format!("elif {}:", self.expression(place));
                    self.header_and_suite(indentation, &text, place);
                }
                self.perhaps_else(indentation, place);
            }
            8 => {
                let text = format!("while {}:", self.expression(place));
                self.header_and_suite(indentation, &text, in_loop);
                self.perhaps_else(indentation, place);
            }
            9 | 10 => {
                let word = if place.is_async && self.random.once_in(2) {
                    "async for"
                } else {
                    "for"
                };
                let text = format!("{word} {} in {}:", self.name(), self.expression(place));
                self.header_and_suite(indentation, &text, in_loop);
                self.perhaps_else(indentation, place);
            }
            11 => {
                let word = if place.is_async && self.random.once_in(2) {
                    "async with"
                } else {
                    "with"
                };
                let text = match self.random.below(3) {
                    0 => format!("{word} {}:", self.operand(place)),
                    1 => format!(
                        "{word} {} as {}, {}:",
                        self.operand(place),
                        self.name(),
                        self.operand(place)
                    ),
                    _ => format!(
                        "{word} ({} as {},{} {}):",
                        self.operand(place),
                        self.name(),
                        self.broken(),
                        self.name()
                    ),
                };
                self.header_and_suite(indentation, &text, place);
            }
            12..=14 => self.try_(indentation, place),
            15 => self.match_(indentation, place),
            _ => self.simple_line(indentation, place),
        }
    }

    pub(super) fn perhaps_else(&mut self, indentation: &str, place: Place) {
        if self.random.once_in(3) {
            self.header_and_suite(indentation, "else:", place);
        }
    }

    pub(super) fn try_(&mut self, indentation: &str, place: Place) {
        self.header_and_suite(indentation, "try:", place);
        if self.random.once_in(3) {
            self.header_and_suite(indentation, "finally:", place);
            return;
        }
        let is_star = self.random.once_in(4);
        let inner = Place {
            is_star: place.is_star || is_star,
            in_loop: place.in_loop && !is_star,
            ..place
        };
        let word = if is_star { "except*" } else { "except" };
        for _ in 0..=self.random.below(2) {
            let text = match self.random.below(3) {
                0 => format!("{word} {}:", self.name()),
                1 => format!("{word} ({}, {}):", self.name(), self.name()),
                _ => format!("{word} {} as e:", self.name()),
            };
            self.header_and_suite(indentation, &text, inner);
        }
        if !is_star && self.random.once_in(3) {
            self.header_and_suite(indentation, "except:", inner);
        }
        self.perhaps_else(indentation, place);
        if self.random.once_in(3) {
            self.header_and_suite(indentation, "finally:", place);
        }
    }

    pub(super) fn match_(&mut self, indentation: &str, place: Place) {
        let subject = self.expression(place);
        self.line(indentation, &format!("match {subject}:"));
        let deeper = format!("{indentation}{}", self.random.pick(&[" ", "    ", "\t"]));
        for _ in 0..=self.random.below(2) {
            let guard = if self.random.once_in(3) {
                format!(" if {}", self.expression(place))
            } else {
                String::new()
            };
            let pattern = self.random.pick(&[
                "1",
                "'a' | 'b'",
                "[x, *_]",
                "{'k': v, **r}",
                "C(a=1)",
                "(1 | 2) as n",
            ]);
            self.header_and_suite(&deeper, &format!("case {pattern}{guard}:"), place);
        }
        if self.random.once_in(2) {
            let pattern = self.random.pick(&["_", "other", "(x)"]);
            self.header_and_suite(&deeper, &format!("case {pattern}:"), place);
        }
    }

    pub(super) fn function(&mut self, indentation: &str, place: Place) {
        let outside = Place {
            depth: place.depth,
            ..Place::default()
        };
        while self.random.once_in(6) {
            let text = format!("@{}", self.expression(outside));
            self.line(indentation, &text);
        }
        let is_async = self.random.once_in(3);
        let inner = Place {
            in_function: true,
            is_async,
            in_loop: false,
            is_star: false,
            depth: place.depth,
        };
        let word = if is_async { "async def" } else { "def" };
        let parameters = match self.random.below(6) {
            0 => String::new(),
            1 => format!("a, b={}", self.expression(outside)),
            2 => format!("a: {}, /, b, *, c=1", self.expression(outside)),
            3 => format!("{}*args, **kw", self.broken()),
            _ => "a".into(),
        };
        let generic = if self.random.once_in(12) {
            "[T: int, *Ts]"
        } else {
            ""
        };
        let returns = if self.random.once_in(8) {
            format!(" -> {}", self.expression(outside))
        } else {
            String::new()
        };
        let text = format!("{word} {}{generic}({parameters}){returns}:", self.name());
        self.out.push_str(indentation);
        self.out.push_str(&text);
        if self.random.once_in(4) {
            self.documented(indentation, inner);
        } else if self.random.once_in(8) {
            self.end_line();
            self.line(&format!("{indentation}    "), "global g");
            self.statement(&format!("{indentation}    "), inner);
        } else {
            self.suite(indentation, inner);
        }
    }

    /// A body with a docstring.
    pub(super) fn documented(&mut self, indentation: &str, place: Place) {
        let docstring = match self.random.below(4) {
            0 => "'doc'".into(),
            1 => format!("\"\"\"Doc.{}  more{0}\"\"\"", self.newline),
            2 => format!("'a' \\{}  'b'", self.newline),
            _ => "r'''é'''".to_owned(),
        };
        if self.random.once_in(4) {
            let rest = self.simple(place);
            let rest = self
                .random
                .pick(
                    &[String::new(), format!("; {rest}")]
                        .each_ref()
                        .map(|text| &**text),
                )
                .to_owned();
            self.out.push_str(&format!(" {docstring}{rest}"));
            self.end_line();
            return;
        }
        self.end_line();
        let deeper = format!("{indentation}{}", self.random.pick(&[" ", "    ", "\t", "  "]));
        if self.random.once_in(5) {
            let rest = self.simple(place);
            self.line(&deeper, &format!("{docstring}; {rest}"));
        } else {
            self.line(&deeper, &docstring);
        }
        for _ in 0..self.random.below(3) {
            self.statement(&deeper, place);
        }
    }
}
