//! Random Python programs from a grammar: every construct that the weaver knows, in every layout that Python allows.

use crate::random::Random;

/// Where a statement stands: what may be written there.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    in_function: bool,
    is_async: bool,
    in_loop: bool,
    /// Inside a handler of `except*`, where nothing may jump out.
    is_star: bool,
    depth: usize,
}

/// A random program.
pub fn program(random: &mut Random) -> String {
    let newline = match random.below(12) {
        0 | 1 => "\r\n",
        2 => "\r",
        _ => "\n",
    };
    let mut writer = Writer {
        random,
        out: String::new(),
        newline,
        depth: 0,
    };
    writer.header();
    let count = 1 + writer.random.below(5);
    for _ in 0..count {
        writer.statement("", Place::default());
    }
    let mut out = writer.out;
    if random.once_in(6) {
        let kept = out.trim_end_matches(['\r', '\n']).len();
        // A last line that ends in a backslash needs what comes after it.
        if !out[..kept].ends_with('\\') {
            out.truncate(kept);
        }
    }
    out
}

struct Writer<'r> {
    random: &'r mut Random,
    out: String,
    newline: &'static str,
    /// How deep the expression being written is.
    depth: usize,
}

impl Writer<'_> {
    fn header(&mut self) {
        match self.random.below(12) {
            0 => self.line("", "# -*- coding: utf-8 -*-"),
            1 => self.line("", "from __future__ import annotations"),
            2 => self.line("", "\"\"\"Module.\"\"\""),
            3 => self.line("", "# spile: spile:0 spile1:"),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        if self.random.once_in(12) {
            self.out.push_str("  # comment: 'é' (");
        } else if self.random.once_in(20) {
            self.out.push_str(" \t");
        }
        self.out.push_str(self.newline);
        if self.random.once_in(20) {
            let blank = self
                .random
                .pick(&["", "    ", "\x0c", "# é", "        # far", "\t"]);
            self.out.push_str(blank);
            self.out.push_str(self.newline);
        }
    }

    fn line(&mut self, indentation: &str, text: &str) {
        if self.random.once_in(30) && !indentation.contains('\x0c') {
            self.out.push('\x0c');
        }
        self.out.push_str(indentation);
        self.out.push_str(text);
        self.end_line();
    }

    /// A name; few, so that they clash.
    fn name(&mut self) -> &'static str {
        self.random.pick(&[
            "a", "b", "c", "self", "é", "名前", "match", "case", "type", "spile", "_", "x1",
        ])
    }

    fn space(&mut self) -> String {
        match self.random.below(25) {
            0 => format!(" \\{} ", self.newline),
            1 => "  ".into(),
            2 => "\t".into(),
            _ => " ".into(),
        }
    }

    /// An expression in text, of the kinds that may stand anywhere.
    fn expression(&mut self, place: Place) -> String {
        if self.depth > 4 {
            return self.atom();
        }
        self.depth += 1;
        let text = self.deeper_expression(place);
        self.depth -= 1;
        text
    }

    fn atom(&mut self) -> String {
        match self.random.below(10) {
            0 => "1".into(),
            1 => "'spile:0'".into(),
            2 => "\"é\"".into(),
            3 => format!("'''a{}  b'''", self.newline),
            4 => "...".into(),
            5 => "b'x'".into(),
            6 => "()".into(),
            _ => self.name().into(),
        }
    }

    fn deeper_expression(&mut self, place: Place) -> String {
        let space = self.space();
        match self.random.below(26) {
            0..=4 => self.atom(),
            5 => format!("{}{space}+ {}", self.operand(place), self.operand(place)),
            6 => format!("({})", self.expression(place)),
            7 => format!("({}{},)", self.expression(place), self.broken()),
            8 => format!(
                "[{}, {}{}]",
                self.expression(place),
                self.broken(),
                self.expression(place)
            ),
            9 => format!("{{{}: {}}}", self.expression(place), self.expression(place)),
            10 => format!("f({}, k={})", self.expression(place), self.expression(place)),
            11 => format!("{}.{}", self.name(), self.name()),
            12 => format!("a[{}:{}]", self.operand(place), self.operand(place)),
            13..=15 => self.lambda(place),
            16 => {
                // A comprehension has a scope of its own, in which nothing yields.
                let inner = Place {
                    in_function: false,
                    is_async: false,
                    ..place
                };
                let (open, close) = [("[", "]"), ("(", ")"), ("{", "}")][self.random.below(3)];
                let source = self.operand(place);
                format!(
                    "{open}{} for {} in {source} if {}{close}",
                    self.operand(inner),
                    self.name(),
                    self.operand(inner)
                )
            }
            17 if place.is_async => format!("[{} async for {} in {}]", self.name(), self.name(), self.name()),
            18 if place.is_async => format!("(await{space}{})", self.operand(place)),
            19 if place.is_async => format!("await {}", self.name()),
            20 if place.in_function => format!("(yield{space}{})", self.yielded(place)),
            21 if place.in_function && !place.is_async => format!("(yield from {})", self.operand(place)),
            22 if place.in_function => "(yield)".into(),
            23 => format!("f'{{{}!r:>{{{}}}}} {{{{'", self.name(), self.name()),
            24 => format!("f\"{{({})}}\"", self.plain_expression()),
            25 => format!(
                "{} if {} else {}",
                self.operand(place),
                self.operand(place),
                self.operand(place)
            ),
            _ => format!("({}{space}:= {})", self.name(), self.operand(place)),
        }
    }

    /// An expression for an f-string: without quotes, backslashes and line ends.
    fn plain_expression(&mut self) -> String {
        match self.random.below(5) {
            0 => format!("lambda {}: {}", self.name(), self.name()),
            1 => "yield_".into(),
            2 => format!("[{}]", self.name()),
            _ => self.name().into(),
        }
    }

    /// An operand: an expression that needs no brackets inside another.
    fn operand(&mut self, place: Place) -> String {
        if self.random.once_in(3) {
            format!("({})", self.expression(place))
        } else {
            self.atom()
        }
    }

    fn yielded(&mut self, place: Place) -> String {
        if self.random.once_in(3) {
            format!("{}, {}", self.operand(place), self.operand(place))
        } else {
            self.operand(place)
        }
    }

    fn lambda(&mut self, place: Place) -> String {
        let inner = Place {
            is_async: false,
            in_function: place.in_function && self.random.once_in(8),
            ..place
        };
        let parameters = match self.random.below(5) {
            0 => String::new(),
            1 => " *a, **b".into(),
            2 => format!(" a, b={}", self.operand(place)),
            3 => format!(" a=lambda: {}", self.atom()),
            _ => format!(" {}", self.name()),
        };
        format!("lambda{parameters}:{}{}", self.space(), self.expression(inner))
    }

    /// A line end inside brackets, or nothing.
    fn broken(&mut self) -> String {
        if self.random.once_in(6) {
            let comment = self.random.pick(&["", "  # )"]);
            let indentation = self.random.pick(&["", " ", "        "]);
            format!("{comment}{}{indentation}", self.newline)
        } else {
            String::new()
        }
    }

    /// A simple statement in text.
    fn simple(&mut self, place: Place) -> String {
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

    fn simple_line(&mut self, indentation: &str, place: Place) {
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
    fn suite(&mut self, indentation: &str, place: Place) {
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

    fn header_and_suite(&mut self, indentation: &str, header: &str, place: Place) {
        self.out.push_str(indentation);
        self.out.push_str(header);
        self.suite(indentation, place);
    }

    fn statement(&mut self, indentation: &str, place: Place) {
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

    fn perhaps_else(&mut self, indentation: &str, place: Place) {
        if self.random.once_in(3) {
            self.header_and_suite(indentation, "else:", place);
        }
    }

    fn try_(&mut self, indentation: &str, place: Place) {
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

    fn match_(&mut self, indentation: &str, place: Place) {
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

    fn function(&mut self, indentation: &str, place: Place) {
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
    fn documented(&mut self, indentation: &str, place: Place) {
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
