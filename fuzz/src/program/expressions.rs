//! Expressions in text.

use super::{Place, Writer};

impl Writer<'_> {
    /// An expression in text, of the kinds that may stand anywhere.
    pub(super) fn expression(&mut self, place: Place) -> String {
        if self.depth > 4 {
            return self.atom();
        }
        self.depth += 1;
        let text = self.deeper_expression(place);
        self.depth -= 1;
        text
    }

    pub(super) fn atom(&mut self) -> String {
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

    pub(super) fn deeper_expression(&mut self, place: Place) -> String {
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
    pub(super) fn plain_expression(&mut self) -> String {
        match self.random.below(5) {
            0 => format!("lambda {}: {}", self.name(), self.name()),
            1 => "yield_".into(),
            2 => format!("[{}]", self.name()),
            _ => self.name().into(),
        }
    }

    /// An operand: an expression that needs no brackets inside another.
    pub(super) fn operand(&mut self, place: Place) -> String {
        if self.random.once_in(3) {
            format!("({})", self.expression(place))
        } else {
            self.atom()
        }
    }

    pub(super) fn yielded(&mut self, place: Place) -> String {
        if self.random.once_in(3) {
            format!("{}, {}", self.operand(place), self.operand(place))
        } else {
            self.operand(place)
        }
    }

    pub(super) fn lambda(&mut self, place: Place) -> String {
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
    pub(super) fn broken(&mut self) -> String {
        if self.random.once_in(6) {
            let comment = self.random.pick(&["", "  # )"]);
            let indentation = self.random.pick(&["", " ", "        "]);
            format!("{comment}{}{indentation}", self.newline)
        } else {
            String::new()
        }
    }
}
