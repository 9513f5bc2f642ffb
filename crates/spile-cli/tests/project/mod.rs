//! A project to call the program in.

use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use spile_trace::{ProcessInfo, Recorder, SiteKind, SiteRow, ThreadInfo};

use crate::test_directory::TestDirectory;

/// A project directory of its own, with a boot directory that starts nothing. It goes away with the test.
pub(crate) struct Project(pub(crate) TestDirectory);

impl Project {
    pub(crate) fn new() -> Project {
        let dir = TestDirectory::new();
        fs::create_dir_all(dir.join("boot")).unwrap();
        fs::write(dir.join("boot/sitecustomize.py"), "").unwrap();
        fs::write(dir.join("pyproject.toml"), "").unwrap();
        Project(dir)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spile"));
        command
            .args(args)
            .current_dir(&self.0)
            .env("SPILE_BOOT", self.0.join("boot"))
            .env("XDG_CACHE_HOME", self.0.join("cache"))
            .stdin(Stdio::null());
        // SAFETY: only `signal` is called, which is safe between fork and exec.
        unsafe { command.pre_exec(heed_signals) };
        command
    }

    pub(crate) fn spile(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Runs and expects this status and, on standard error, lines that start with these words.
    #[track_caller]
    pub(crate) fn check(&self, args: &[&str], status: i32, errors: &[&str]) -> String {
        let output = self.spile(args);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{stderr}");
        let lines: Vec<&str> = stderr.lines().collect();
        let is_as_expected = lines.len() == errors.len()
            && lines
                .iter()
                .zip(errors)
                .all(|(line, start)| line.starts_with(start));
        assert!(is_as_expected, "{stderr}");
        String::from_utf8(output.stdout).unwrap()
    }
}

/// Signals do again what they do by default: `nohup` and shells that start something in the background have some ignored, and
/// so would have the program that is run.
fn heed_signals() -> io::Result<()> {
    for signal in [libc::SIGHUP, libc::SIGINT, libc::SIGQUIT, libc::SIGTERM] {
        // SAFETY: the default action is no handler.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
    }
    Ok(())
}

/// `total` calls `price` three times, the last of which fails.
pub(crate) fn record(dir: &Path) {
    let recorder = Recorder::create(dir, &ProcessInfo::default()).unwrap();
    let site = |name: &str, start_line| SiteRow {
        id: format!("shop.cart#Cart.{name}"),
        name: format!("Cart.{name}"),
        kind: SiteKind::Method,
        start_line,
        end_line: start_line + 1,
        start: 0,
        end: 1,
    };
    let total = recorder.define_sites(
        "shop.cart",
        "shop/cart.py",
        &[site("total", 10), site("price", 20)],
    );
    let mut writer = recorder.writer(&ThreadInfo {
        id: 1,
        name: "MainThread".into(),
    });
    writer.enter(total);
    for _ in 0..2 {
        writer.enter(total + 1);
        writer.exit();
    }
    writer.enter(total + 1);
    writer.raise(recorder.define_string("KeyError"));
    writer.exit();
    drop(writer);
    recorder.finish();
}
