//! What the tests share: a recorder of a directory of its own, and traces as indented trees without times.

#![allow(dead_code, reason = "each test file uses a part")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use spile_trace::{
    CallTree, ClockChoice, Node, ProcessInfo, Recorder, SiteKind, SiteRow, ThreadInfo, Trace, Writer,
};

/// The sites of [`Lab`], by number.
pub const A: u32 = 0;
pub const B: u32 = 1;
pub const C: u32 = 2;
pub const D: u32 = 3;

/// A recorder with the sites `a` to `d` of a module `m`. Its files go away with it.
pub struct Lab {
    pub recorder: Recorder,
    dir: PathBuf,
}

impl Lab {
    pub fn new() -> Lab {
        Lab::with_clock(ClockChoice::Best)
    }

    pub fn with_clock(clock: ClockChoice) -> Lab {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let dir = env::temp_dir().join(format!("spile-trace-lab-{}-{number}", process::id()));
        let info = ProcessInfo {
            runtime: "Test 1".into(),
            command: vec!["test".into()],
            clock,
        };
        let recorder = Recorder::create(&dir, &info).unwrap();
        assert_eq!(
            recorder.define_sites("m", "m.py", &["a", "b", "c", "d"].map(site)),
            A
        );
        Lab { recorder, dir }
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub fn thread(&self, name: &str) -> Writer {
        self.recorder.writer(&ThreadInfo {
            id: 1,
            name: name.into(),
        })
    }

    pub fn open(&self) -> Trace {
        Trace::open(&self.dir).unwrap()
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.dir);
    }
}

pub fn site(name: &str) -> SiteRow {
    SiteRow {
        id: format!("m#{name}"),
        name: name.into(),
        kind: SiteKind::Function,
        start_line: 1,
        end_line: 2,
        start: 0,
        end: 20,
    }
}

/// The tree as text: two spaces a level; `*n` for n calls and `!n` for n errors, if there are any.
pub fn render(tree: &CallTree) -> String {
    let mut text = String::new();
    for lane in &tree.lanes {
        text += &format!("{}\n", lane.name);
        lane.roots.iter().for_each(|node| render_node(node, 1, &mut text));
    }
    text
}

fn render_node(node: &Node, level: usize, text: &mut String) {
    let calls = if node.calls == 1 {
        String::new()
    } else {
        format!(" *{}", node.calls)
    };
    let errors = if node.errors == 0 {
        String::new()
    } else {
        format!(" !{}", node.errors)
    };
    *text += &format!("{}{}{calls}{errors}\n", "  ".repeat(level), node.site.row.name);
    node.children
        .iter()
        .for_each(|child| render_node(child, level + 1, text));
}
