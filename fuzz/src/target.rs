//! What is fuzzed, with which inputs, and what must hold.

use std::fs;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use spile_core::{Frontend, Plan};
use spile_python::Python;
use spile_python::code::{CodeParts, Opcodes, restore};
use spile_source::{ByteOffset, ByteRange, Insertions, PositionMap, Shown, seal, strip};

use crate::checks;
use crate::elixir;
use crate::mutate::{PIECES, mutated};
use crate::program::program;
use crate::random::Random;
use crate::trace;

/// Whether an input is looked at.
static IS_CHECKING: AtomicBool = AtomicBool::new(false);

/// Has panics printed, but for those that [`Target::check`] makes failures of.
pub fn tell_panics_elsewhere() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !IS_CHECKING.load(Ordering::Relaxed) {
            tell(panic);
        }
    }));
}

/// A target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Programs and broken files through the weaver, and all promises on what it makes of them.
    Weave,
    /// Random insertions into random text.
    PositionMap,
    /// Random bytes as the tables of code objects.
    Code,
    /// Whatever may be in a trace, through the reader.
    Trace,
    /// Sequences of Elixir's words and broken files through the Elixir parser, as each version reads them.
    Elixir,
}

impl Target {
    /// The target with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Weave,
            Self::PositionMap,
            Self::Code,
            Self::Trace,
            Self::Elixir,
        ]
        .into_iter()
        .find(|target| target.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weave => "weave",
            Self::PositionMap => "position_map",
            Self::Code => "code",
            Self::Trace => "trace",
            Self::Elixir => "elixir",
        }
    }

    /// Of the files that keep its inputs.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Elixir => "ex",
            Self::Trace => "trace",
            Self::Weave | Self::PositionMap | Self::Code => "py",
        }
    }

    /// `text` with some random changes.
    pub fn changed(self, text: &str, random: &mut Random) -> String {
        match self {
            Self::Elixir => mutated(text, elixir::PIECES, random),
            Self::Trace => trace::changed(text, random),
            _ => mutated(text, PIECES, random),
        }
    }

    /// A random input; `corpus` are files to start from.
    pub fn input(self, random: &mut Random, corpus: &[PathBuf]) -> String {
        let from_corpus = |random: &mut Random| {
            let path = corpus.get(random.below(corpus.len().max(1)))?;
            let text = String::from_utf8(fs::read(path).ok()?).ok()?;
            (text.len() < 60_000).then_some(text)
        };
        if self == Self::Trace {
            return trace::input(random);
        }
        if self == Self::Elixir {
            let text = match random.below(8) {
                0 => from_corpus(random).unwrap_or_default(),
                _ => elixir::words(random),
            };
            return if random.below(2) == 0 {
                self.changed(&text, random)
            } else {
                text
            };
        }
        match random.below(4) {
            0 => {
                let text = from_corpus(random).unwrap_or_else(|| program(random));
                self.changed(&text, random)
            }
            1 => {
                let text = program(random);
                self.changed(&text, random)
            }
            _ => program(random),
        }
    }

    /// Whether `input` was looked at (and not refused for being no program), or what does not hold.
    pub fn check(self, input: &str) -> Result<bool, String> {
        IS_CHECKING.store(true, Ordering::Relaxed);
        let checked = catch_unwind(AssertUnwindSafe(|| match self {
            Self::Weave => checks::promises(input).map(|seen| seen.is_some()),
            Self::PositionMap => position_map(input).map(|()| true),
            Self::Code => {
                code(input);
                Ok(true)
            }
            Self::Trace => trace::check(input, seeded).map(|()| true),
            Self::Elixir => elixir::check(input),
        }));
        IS_CHECKING.store(false, Ordering::Relaxed);
        checked.unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Err(format!("panic: {}", text.unwrap_or_default()))
        })
    }
}

/// The seed is in the text, so that an input says all.
fn seeded(text: &str) -> Random {
    Random::new(text.bytes().fold(text.len() as u64, |hash, byte| {
        hash.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte)
    }))
}

fn insertions(text: &str, random: &mut Random) -> Insertions {
    let mut insertions = Insertions::new();
    for _ in 0..random.below(20) {
        let at = place(text, random);
        let other = place(text, random);
        let piece = random.pick(&[
            "",
            " ",
            "\n",
            "\r\n",
            "\r",
            "(",
            " probe\n",
            "é",
            "x; ",
            "\n\n",
            "finally: é",
        ]);
        let shown = match random.below(5) {
            0 => Shown::Hidden,
            1 => Shown::HiddenWithin,
            2 => Shown::AsBefore,
            3 => Shown::AsStatementBefore,
            _ => Shown::At(ByteRange::new(at.min(other), at.max(other))),
        };
        insertions.add(at, piece, shown);
    }
    insertions
}

fn place(text: &str, random: &mut Random) -> ByteOffset {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    ByteOffset::new(at as u32)
}

fn position_map(text: &str) -> Result<(), String> {
    let mut random = seeded(text);
    let insertions = insertions(text, &mut random);
    let sealed = seal(insertions.clone(), text, "#", "\n");
    if !insertions.is_empty() && strip(&sealed).as_deref() != Ok(text) {
        return Err("strip does not give the text back".into());
    }
    // What was edited is refused, or stripped to something; both without a panic.
    let _ = strip(&mutated(&sealed, PIECES, &mut random));
    let _ = strip(text);
    let woven = insertions.apply(text);
    checks::bytes(text, &woven.text, &woven.map)?;
    checks::ranges(text, &woven.text, &woven.map)
}

/// Tables that no compiler made: they may be refused, and nothing else may happen.
fn code(input: &str) {
    let mut random = seeded(input);
    let map: PositionMap = match Python.weave(input, "m", &Plan::default()) {
        Ok(weaving) => weaving.insertions.apply(input).map,
        Err(_) => insertions(input, &mut random).apply(input).map,
    };
    let mut bytes = |n: usize| -> Vec<u8> {
        let len = random.below(n);
        (0..len).map(|_| random.next() as u8).collect()
    };
    let mut parts = CodeParts {
        code: bytes(400),
        line_table: bytes(200),
        exception_table: bytes(60),
        first_line: 1,
        stack_size: 3,
    };
    let version = 11 + random.below(3) as u8;
    if random.once_in(2) {
        handler(&mut parts, version, &mut random);
    }
    if let Some(opcodes) = Opcodes::of_version(version) {
        let _ = restore(&mut parts, &map, &opcodes, |idx| idx % 3 == 0);
    }
}

/// Something like the handler of a woven function, and an entry that leads to it.
fn handler(parts: &mut CodeParts, version: u8, random: &mut Random) {
    let Some(opcodes) = Opcodes::of_version(version) else {
        return;
    };
    parts.code.truncate(parts.code.len() & !1);
    let target = (parts.code.len() / 2) as u8;
    for (op, arg) in [
        (opcodes.push_exc_info, 0),
        (opcodes.load_const, 1),
        (opcodes.load_const, 3),
        (opcodes.contains_op, 0),
        (opcodes.pop_top, 0),
        (opcodes.reraise, 0),
    ] {
        if !random.once_in(20) {
            parts.code.extend([op, arg]);
        }
    }
    parts.exception_table = vec![0x80, target.min(63), target.min(63), 0];
}
