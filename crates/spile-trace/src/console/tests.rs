//! What the console prints.

use std::io::Read;

use super::*;
use crate::site::SiteRow;

fn site(name: &str, kind: SiteKind) -> Arc<Site> {
    let (id, name) = (format!("m#{name}"), name.to_owned());
    let row = SiteRow {
        id,
        name,
        kind,
        start_line: 3,
        end_line: 4,
        start: 0,
        end: 9,
    };
    Arc::new(Site {
        module: "m".into(),
        file: "m.py".into(),
        row,
    })
}

/// What `tell` prints, with each duration and time as `_`.
fn check(format: ConsoleFormat, tell: impl FnOnce(&mut Console), expected: &str) {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut console = Console::new(format, writer.into());
    console.name_thread(1, "main");
    tell(&mut console);
    drop(console);
    let mut printed = String::new();
    reader.read_to_string(&mut printed).unwrap();
    let is_duration = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s');
    let words = |line: &str| {
        line.split(' ')
            .map(|word| if is_duration(word) { "_" } else { word })
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines: Vec<String> = printed.lines().map(words).collect();
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn calls_are_indented() {
    check(
        ConsoleFormat::Simple,
        |console| {
            console.enter(1, &site("total", SiteKind::Function));
            console.enter(1, &site("price", SiteKind::Function));
            console.exit(1);
            console.raise(1, "ValueError");
        },
        "→ total\n  → price\n  ← price _\n✗ total ValueError _",
    );
}

#[test]
fn lanes_are_named_when_there_are_several() {
    check(
        ConsoleFormat::Simple,
        |console| {
            console.enter(1, &site("main", SiteKind::Function));
            let fetch = site("fetch", SiteKind::Coroutine);
            console.begin_task(1, &fetch, 1, None);
            console.begin(1, &site("get", SiteKind::Coroutine), 2);
            console.suspend(1);
            console.suspend(1);
            console.begin_task(1, &fetch, 3, None);
            console.exit(1);
            console.begin_task(1, &fetch, 4, Some("bob"));
            console.exit(1);
            console.resume(1, 1);
            console.resume(1, 2);
            console.exit(1);
            console.exit(1);
            console.exit(1);
        },
        "→ main\n\
         [fetch#1] → fetch\n\
         [fetch#1]   → get\n\
         [fetch#1] ⇠ fetch\n\
         [fetch#2] → fetch\n\
         [fetch#2] ← fetch _\n\
         [bob] → fetch\n\
         [bob] ← fetch _\n\
         [fetch#1] ⇢ fetch\n\
         [fetch#1]   ← get _\n\
         [fetch#1] ← fetch _\n\
         [main] ← main _",
    );
}

#[test]
fn time_in_which_all_wait_counts_for_none() {
    let idle = Duration::from_millis(300);
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut console = Console::new(ConsoleFormat::Json, writer.into());
    console.enter(1, &site("run", SiteKind::Function));
    console.begin_task(1, &site("main", SiteKind::Coroutine), 1, None);
    console.wait(1);
    console.begin(1, &site("fetch", SiteKind::Coroutine), 2);
    console.wait(1);
    std::thread::sleep(idle);
    console.awake(1);
    console.exit(1);
    console.wait(1);
    std::thread::sleep(idle);
    console.was_suspended(1);
    console.exit(1);
    drop(console);
    let mut printed = String::new();
    reader.read_to_string(&mut printed).unwrap();
    let ms = |name: &str, event: &str| -> u128 {
        let start = format!(r#"{{"event":"{event}","id":"m#{name}""#);
        let line = printed.lines().find(|line| line.starts_with(&start)).unwrap();
        let ns = line.split_once(r#""duration_ns":"#).unwrap().1;
        let ns: u128 = ns.trim_end_matches('}').parse().unwrap();
        ns / 1_000_000
    };
    assert!(ms("fetch", "exit") < idle.as_millis(), "{printed}");
    assert!(ms("main", "suspend") < idle.as_millis(), "{printed}");
    assert!(ms("run", "exit") >= 2 * idle.as_millis(), "{printed}");
}

#[test]
fn generators_come_and_go() {
    check(
        ConsoleFormat::Simple,
        |console| {
            console.begin(1, &site("lines", SiteKind::Generator), 1);
            console.suspend(1);
            console.resume(1, 1);
            console.exit(1);
        },
        "→ lines\n⇠ lines\n⇢ lines\n← lines _",
    );
}

#[test]
fn events_of_unknown_activations_print_nothing() {
    check(
        ConsoleFormat::Simple,
        |console| {
            console.exit(1);
            console.resume(1, 7);
            console.suspend(2);
        },
        "",
    );
}

#[test]
fn json_is_one_object_a_line() {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut console = Console::new(ConsoleFormat::Json, writer.into());
    console.name_thread(1, "ma\"in");
    console.enter(1, &site("f", SiteKind::Function));
    console.raise(1, "ValueError");
    drop(console);
    let mut printed = String::new();
    reader.read_to_string(&mut printed).unwrap();
    let lines: Vec<&str> = printed.lines().collect();
    let start = r#"{"event":"enter","id":"m#f","name":"f","lane":"ma\"in","time_ns":"#;
    assert!(
        lines[0].starts_with(start) && lines[0].ends_with(r#","depth":0}"#),
        "{}",
        lines[0]
    );
    assert!(lines[1].contains(r#","depth":0,"duration_ns":"#), "{}", lines[1]);
    assert!(lines[1].ends_with(r#","error":"ValueError"}"#), "{}", lines[1]);
}

#[test]
fn a_closed_output_is_survived() {
    let (reader, writer) = std::io::pipe().unwrap();
    let mut console = Console::new(ConsoleFormat::Detailed, writer.into());
    drop(reader);
    for _ in 0..3 {
        console.enter(1, &site("f", SiteKind::Function));
        console.exit(1);
    }
}

#[test]
fn a_blocked_output_loses_lines_and_says_so() {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut console = Console::new(ConsoleFormat::Simple, writer.into());
    let long = site(&"f".repeat(1000), SiteKind::Function);
    for _ in 0..200 {
        console.enter(1, &long);
        console.exit(1);
    }
    let reading = std::thread::spawn(move || {
        let mut printed = String::new();
        reader.read_to_string(&mut printed).unwrap();
        printed
    });
    while console.output.n_lost() > 0 {
        console.enter(1, &site("after", SiteKind::Function));
    }
    drop(console);
    assert!(reading.join().unwrap().contains("lines were lost"));
}
