//! The promises of weaving, over every Python file of some directories: see `corpus`.

mod checks;
mod corpus;

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use checks::{Seen, promises};
use spile_core::{Frontend, NotWoven, Plan};
use spile_python::{Python, decode};

#[test]
fn every_file_keeps_its_promises() {
    let files = corpus::files();
    let (next, totals) = (AtomicUsize::new(0), Mutex::new((0, 0, Seen::default())));
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Some(source) = fs::read(path).ok().and_then(|bytes| decode(&bytes)) else {
                        continue;
                    };
                    let result = promises(&source);
                    let mut totals = totals.lock().unwrap();
                    match result {
                        Ok(Some(seen)) => {
                            totals.0 += 1;
                            totals.2.woven += seen.woven;
                            totals.2.skipped += seen.skipped;
                        }
                        Ok(None) => totals.1 += 1,
                        Err(failure) => failures
                            .lock()
                            .unwrap()
                            .push(format!("{}: {failure}", path.display())),
                    }
                }
            });
        }
    });
    let (n_woven, n_unparsed, seen) = totals.into_inner().unwrap();
    println!(
        "{n_woven} files, {} definitions woven, {} left alone; {n_unparsed} files are no programs",
        seen.woven, seen.skipped
    );
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn threads_weave_the_same_text() {
    let mut source = String::new();
    for number in 0..200 {
        source.push_str(&format!(
            "class C{number}:\n    def f(self, x={number}):\n        if x:\n            return [lambda: x for _ in x]\n\n"
        ));
    }
    let text = || {
        let weaving = Python.weave(&source, "m", &Plan::default()).unwrap();
        (weaving.insertions.apply(&source).text, weaving.sites)
    };
    let here = text();
    thread::scope(|scope| {
        for there in [scope.spawn(text), scope.spawn(text), scope.spawn(text)] {
            assert_eq!(there.join().unwrap(), here);
        }
    });
}

/// Weaves on a thread with little stack, as a program may have.
fn weaves_with_little_stack(source: String) -> bool {
    let weave = move || Python.weave(&source, "m", &Plan::default()).is_ok();
    let thread = thread::Builder::new().stack_size(128 * 1024).spawn(weave);
    thread.unwrap().join().unwrap()
}

#[test]
fn deep_programs_do_not_overflow_the_stack() {
    let nested = |open: &str, inside: &str, close: &str, n: usize| {
        format!("x = {}{inside}{}\n", open.repeat(n), close.repeat(n))
    };
    for (source, is_woven) in [
        (nested("(", "1", ")", 200), true),
        (nested("(", "1", ")", 10_000), false),
        (nested("[", "", "]", 10_000), false),
        (nested("(", "1", "", 10_000), false),
        (nested("not ", "1", "", 5_000), true),
        (nested("not ", "1", "", 100_000), false),
        (nested("-", "1", "", 5_000), true),
        (nested("-", "1", "", 100_000), false),
        (nested("-", "", "", 100_000), false),
        (nested("1+", "1", "", 9_000), true),
        (nested("1+", "1", "", 100_000), false),
        (nested("1 and ", "1", "", 100_000), true),
        (nested("1, ", "1", "", 100_000), true),
        (nested("lambda: ", "1", "", 9_000), true),
        (nested("lambda: ", "1", "", 10_001), false),
        (nested("lambda a, b: ", "1", "", 10_001), false),
        (nested("f().", "a", "", 4_000), true),
        (nested("f().", "a", "", 100_000), false),
        (nested("1 if 1 else ", "1", "", 4_000), true),
        (nested("1 if 1 else ", "1", "", 100_000), false),
        (nested("await ", "1", "", 100_000), false),
        (nested("x := ", "1", "", 100_000), false),
        (nested("f'{", "1", "}'", 100), true),
        (nested("f'{", "1", "}'", 10_000), false),
        (nested("f'{1:{", "1", "}}'", 10_000), false),
        (format!("x = {}\n", "f'{a}' ".repeat(20_000)), true),
        (
            format!(
                "match x:\n case {}1{}: pass\n",
                "[".repeat(10_000),
                "]".repeat(10_000)
            ),
            false,
        ),
        (format!("if x: pass\n{}", "elif x: pass\n".repeat(5_000)), true),
    ] {
        let start = source.chars().take(40).collect::<String>();
        // Where instructions are looked at, there is one walk more.
        let looking = format!("import dis\ndis.dis(f)\n{source}");
        assert_eq!(weaves_with_little_stack(looking), is_woven, "dis, {start}");
        assert_eq!(weaves_with_little_stack(source), is_woven, "{start}");
    }
}

#[test]
fn deep_blocks_do_not_overflow_the_stack() {
    let blocks = |header: &str, n: usize| {
        let mut source = String::new();
        for depth in 0..n {
            source.push_str(&format!("{}{header}\n", " ".repeat(depth)));
        }
        source + &" ".repeat(n) + "pass\n"
    };
    assert!(weaves_with_little_stack(blocks("if x:", 100)));
    assert!(weaves_with_little_stack(blocks("def f():", 100)));
    assert!(weaves_with_little_stack(blocks("class C:", 100)));
    assert!(weaves_with_little_stack(blocks("while x:", 3_000)));
}

#[test]
fn a_long_function_is_woven() {
    let mut source = "def f(x):\n".to_owned();
    for number in 0..10_000 {
        source.push_str(&format!("    x += {number}\n"));
    }
    let seen = promises(&source).unwrap().unwrap();
    assert_eq!(seen.woven, 1);
}

#[test]
fn lambdas_that_nest_too_deep_are_left_alone_for_a_reason() {
    let source = format!("x = {}1\n", "lambda: ".repeat(1_200));
    let weaving = Python.weave(&source, "m", &Plan::default()).unwrap();
    assert_eq!((weaving.sites.len(), weaving.skipped.len()), (1_000, 200));
    assert!(
        weaving
            .skipped
            .iter()
            .all(|skipped| skipped.reason == NotWoven::TooDeep)
    );
}
