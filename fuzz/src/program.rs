//! Random Python programs from a grammar: every construct that the weaver knows, in every layout that Python allows.

mod expressions;
mod statements;

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
}
