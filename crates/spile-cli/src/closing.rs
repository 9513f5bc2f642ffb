//! The closing lines of `spile run`: at most three, about what was recorded, what could not be woven, what went wrong.

use std::path::Path;

use spile_core::{Rules, Selector};
use spile_trace::{Mode, NoteKind, Process, Trace, human};

use crate::unmatched;

/// The lines about the trace in `dir`, of a run with these `rules`. Paths are shown as seen from `current`. `why_not` is
/// known to be why no process was recorded, if none was.
pub(crate) fn lines(dir: &Path, current: &Path, rules: &Rules, why_not: Option<String>) -> Vec<String> {
    match Trace::open(dir).and_then(|trace| Ok((trace.count_calls()?, trace))) {
        Ok((n_calls, trace)) => Closing {
            n_calls,
            trace: &trace,
            place: dir.strip_prefix(current).unwrap_or(dir),
            rules,
            why_not,
        }
        .lines(),
        Err(error) => vec![format!("nothing to show: {error}")],
    }
}

/// Why a module is left alone that the interpreter needs to start. Processes write it down.
pub const TOO_EARLY: &str = "it was imported before Spile came in";

/// Why a module is left alone in which rules select nothing, though its name did not tell. Processes write it down.
pub const NOT_ASKED_FOR: &str = "no rule selects a definition in it";

/// What the closing lines are about.
struct Closing<'a> {
    n_calls: u64,
    trace: &'a Trace,
    place: &'a Path,
    rules: &'a Rules,
    why_not: Option<String>,
}

impl Closing<'_> {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.recorded()];
        lines.extend(self.not_woven());
        lines.extend(self.problems());
        lines
    }

    fn recorded(&self) -> String {
        let processes = self.trace.processes();
        if self.n_calls > 0 {
            let calls = count(self.n_calls, "call");
            let processes = match processes.iter().filter(|process| has_sites(process)).count() {
                0 | 1 => String::new(),
                n_processes => format!(" of {n_processes} processes"),
            };
            return format!("{calls}{processes} recorded in {}", self.place.display());
        }
        let reason = if processes.is_empty() && self.trace.untouched().is_empty() {
            self.why_not.clone().unwrap_or_else(|| {
                "no Python process came up with Spile; is PYTHONPATH passed on, and is it Python 3.11 or newer?"
                    .to_owned()
            })
        } else if processes.is_empty() {
            "no process could be recorded".to_owned()
        } else if !processes.iter().any(has_sites) {
            self.nothing_matched()
        } else {
            let n_sites = processes.iter().map(|process| process.sites().len()).max();
            let functions = count(n_sites.unwrap_or(0) as u64, "woven function");
            format!("none of the {functions} was called")
        };
        format!("nothing was recorded: {reason}")
    }

    /// Why no function was woven at all.
    fn nothing_matched(&self) -> String {
        let unwoven = self.unwoven();
        let not_asked_for: Vec<&str> = unwoven
            .iter()
            .filter_map(|note| note.strip_suffix(NOT_ASKED_FOR)?.strip_suffix(": "))
            .collect();
        if let Some(first) = not_asked_for.first() {
            let others = and_others(not_asked_for.len());
            return format!(
                "no rule selects a function in {first}{others}; `spile targets PATH` shows what rules select"
            );
        }
        if let Some(first) = unwoven.first() {
            let others = and_others(unwoven.len());
            return format!("nothing could be woven in what was imported: {first}{others}");
        }
        let like_a_pattern = self
            .targets()
            .find_map(|target| target.module_like_a_pattern(self.rules.patterns()));
        if let Some(name) = like_a_pattern {
            return format!(
                "no module that was imported matches; the pattern `{name}` is selected by `--target 'pattern({name})'`"
            );
        }
        match self.is_for_project() {
            true if self.runs_script_by_a_module() => {
                "no module of the project was imported, and a script that a tool compiles and runs itself, as \
                 `python -m pdb` does, is not woven"
            }
            true => "no module of the project was imported; `--target` says what else to record, `**` is everything",
            false => "no module that was imported matches; `--target` says what to record, `**` is everything",
        }
        .to_owned()
    }

    /// Whether nothing but the project's own code is asked for.
    fn is_for_project(&self) -> bool {
        self.targets().all(|target| target.to_string() == "project")
    }

    /// What is to be recorded.
    fn targets(&self) -> impl Iterator<Item = &Selector> {
        let rules = self.rules.rules().iter();
        rules
            .filter(|rule| rule.settings.record == Some(true))
            .map(|rule| &rule.target)
    }

    /// Whether the command is `python -m TOOL SCRIPT`.
    fn runs_script_by_a_module(&self) -> bool {
        let command = self.trace.run().map_or(&[][..], |run| &run.info.command);
        let behind = command.iter().skip_while(|word| *word != "-m").skip(2);
        command.iter().any(|word| word.contains("python"))
            && behind.into_iter().any(|word| word.ends_with(".py"))
    }

    /// `module: why` for the modules in which there was nothing to weave.
    fn unwoven(&self) -> Vec<&str> {
        let processes = self.trace.processes().iter();
        let mut notes: Vec<&str> = processes
            .flat_map(Process::notes)
            .filter(|note| note.kind == NoteKind::Unwoven)
            .map(|note| note.text.as_str())
            .collect();
        // What is too early is so in every run.
        notes.sort_unstable_by_key(|note| (note.ends_with(TOO_EARLY), *note));
        notes.dedup();
        notes
    }

    fn not_woven(&self) -> Option<String> {
        let mut skipped: Vec<_> = self.trace.processes().iter().flat_map(Process::skipped).collect();
        skipped.sort_by(|a, b| a.id.cmp(&b.id));
        skipped.dedup_by(|a, b| a.id == b.id);
        let first = skipped.first()?;
        let others = and_others(skipped.len());
        let what = count(skipped.len() as u64, "function");
        Some(format!(
            "{what} not woven: {} ({}){others}",
            first.id, first.reason
        ))
    }

    fn problems(&self) -> Option<String> {
        let processes = self.trace.processes();
        let mut problems: Vec<String> = self
            .trace
            .untouched()
            .iter()
            .map(|line| format!("left alone: {line}"))
            .collect();
        let notes = processes.iter().flat_map(Process::notes);
        problems.extend(
            notes
                .filter(|note| note.kind == NoteKind::Problem)
                .map(|note| note.text.replace('\n', " ")),
        );
        // When nothing is woven at all, the first line tells why.
        if processes.iter().any(has_sites) {
            problems.extend(unmatched::sentences(self.trace, self.rules));
        }
        let n_dropped: u64 = processes
            .iter()
            .map(|process| process.dropped)
            .fold(0, u64::saturating_add);
        let limit = self.trace.limit().unwrap_or_default();
        let size = human::bytes(limit.bytes);
        if n_dropped > 0 {
            let why = match limit.mode {
                Mode::Full => format!("the trace has its {size} (--limit), or the disk is full"),
                Mode::Ring => "the disk is full or not writable".into(),
            };
            problems.push(format!("{} lost: {why}", count(n_dropped, "event")));
        }
        if processes.iter().any(|process| process.is_cut) {
            problems.push(format!(
                "only the newest events were kept, so that times and callers are partial: the trace has its {size} (--limit)"
            ));
        }
        problems.extend_from_slice(self.trace.problems());
        problems.dedup();
        let first = problems.first()?;
        Some(format!("{first}{}", and_others(problems.len())))
    }
}

fn has_sites(process: &Process) -> bool {
    !process.sites().is_empty()
}

/// `1 call`, `1,234 calls`.
fn count(number: u64, what: &str) -> String {
    format!(
        "{} {what}{}",
        human::count(number),
        if number == 1 { "" } else { "s" }
    )
}

pub(crate) fn and_others(n_all: usize) -> String {
    if n_all > 1 {
        format!(", and {} more", n_all - 1)
    } else {
        String::new()
    }
}
