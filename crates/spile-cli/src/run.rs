//! `spile run`: starts the command with Spile in its environment, waits, says what was recorded, and ends as it ended.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, anyhow};
use spile_config::{Console, RunSettings};
use spile_trace::{ConsoleLender, Limit, Mode, RunInfo, RunRecord, human};

use crate::args::RunArgs;
use crate::configuration;
use crate::failure::{Failure, Result, report};
use crate::{boot, cache, closing, isolated, project, supervise};

/// See `spile_config::keys::LIMIT`.
const DEFAULT_LIMIT: u64 = 1 << 30;

/// Runs the command; returns its exit status.
pub(crate) fn run(args: &RunArgs) -> Result<i32> {
    let current = project::current_dir()?;
    let root = project::root_of(&current);
    refuse_what_is_not_there_yet(args)?;
    let config = configuration::configure(&args.rules, options(args), &current)?;
    let settings = config.run();
    let rules = configuration::rules_of_config(&config)?;
    let rules_text = rules.to_text();
    refuse_too_many(&rules_text)?;
    let program = &args.command[0];
    if program.as_encoded_bytes().starts_with(b"-") {
        let what = format!(
            "there is no option {0}; if it is a program, call it ./{0}",
            program.display()
        );
        return Err(Failure::usage(anyhow!(
            "{what}; `spile run --help` lists the options"
        )));
    }
    let program = find_program(program)?;
    let boot = boot::python_boot_dir().map_err(Failure::usage)?;

    // The claim is held until the trace has been read for the closing lines.
    let (dir, _claim) = match &settings.output {
        Some(path) => {
            let claim = project::replace(path)?;
            let dir = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            (dir, Some(claim))
        }
        None => {
            let dir = project::new_run(root)
                .with_context(|| cannot_record(root))
                .map_err(Failure::trace)?;
            let claim = project::claim(&dir);
            (dir, claim)
        }
    };
    project::remove_old_runs(root, settings.keep);
    let info = RunInfo {
        command: args
            .command
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect(),
        directory: current.to_string_lossy().into_owned(),
        project: root.to_string_lossy().into_owned(),
        version: env!("CARGO_PKG_VERSION").into(),
        rules: rules_text.clone(),
    };
    let limit = Limit {
        bytes: settings.limit_bytes.unwrap_or(DEFAULT_LIMIT),
        mode: match settings.mode {
            None | Some(spile_config::Mode::Ring) => Mode::Ring,
            Some(spile_config::Mode::Full) => Mode::Full,
        },
    };
    let record = RunRecord::create(&dir, &info, limit)
        .with_context(|| cannot_record(&dir))
        .map_err(Failure::trace)?;

    let console = settings.console.and_then(Console::word);
    let lender = console.and_then(|_| lend_console(&dir));
    let mut command = Command::new(&program);
    command.args(&args.command[1..]);
    set_arg0(&mut command, &args.command[0]);
    command.env(
        "PYTHONPATH",
        boot::python_path(&boot, env::var_os("PYTHONPATH").as_deref()),
    );
    let console = console.filter(|_| lender.is_some());
    for (name, value) in variables(rules_text, console, &dir, root) {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    match supervise::supervise(&mut command) {
        Ok((ending, signals)) => {
            drop(lender);
            record.finish(ending.shell_status());
            if settings.quiet != Some(true) {
                let why_not = isolated::why(&program, &args.command);
                let lines = closing::lines(&dir, &current, &rules, why_not);
                report(&lines.join("\n"));
            }
            cache::prune_daily();
            Ok(supervise::end_like(ending, signals))
        }
        Err(error) => {
            drop(lender);
            let _ = project::remove(&dir);
            Err(cannot_start(&args.command[0], error))
        }
    }
}

/// What the options say about how to record.
fn options(args: &RunArgs) -> RunSettings {
    RunSettings {
        output: args.output.clone(),
        keep: args.keep,
        limit_bytes: args.limit,
        mode: args.mode,
        console: args.console,
        bodies: args.rules.bodies,
        outside: args.rules.outside,
        quiet: args.quiet,
    }
}

/// What the recorder reads. A variable without a value is removed, so that an outer `spile run` does not reach in.
///
/// The cache is where it is for us: a program that gives its children another home, as test-suites do, would get a cache in
/// there, and weave everything anew.
fn variables(
    rules: String,
    console: Option<&'static str>,
    dir: &Path,
    root: &Path,
) -> [(&'static str, Option<OsString>); 6] {
    [
        ("SPILE_RUN", Some(dir.into())),
        ("SPILE_RULES", Some(rules.into())),
        ("SPILE_PROJECT", Some(root.into())),
        ("SPILE_CONSOLE", console.map(OsString::from)),
        ("SPILE_CACHE", cache::root().map(OsString::from)),
        ("SPILE_PYTHON_HOME", None),
    ]
}

/// Linux takes no longer variable of the environment (`MAX_ARG_STRLEN` of `include/uapi/linux/binfmts.h`).
const LONGEST_RULES: usize = 128 * 1024 - 100;

fn refuse_too_many(rules: &str) -> Result<()> {
    if rules.len() <= LONGEST_RULES {
        return Ok(());
    }
    let size = human::bytes(rules.len() as u64);
    Err(Failure::configuration(anyhow!(
        "the rules take {size}, and processes are told of 128 KiB at most; select by globs or patterns instead of single IDs"
    )))
}

/// Lets the processes of the run print to our standard error. Without it they are recorded all the same.
fn lend_console(dir: &Path) -> Option<ConsoleLender> {
    ConsoleLender::start(dir, io::stderr().as_fd())
        .map_err(|error| report(&format!("nothing is printed to the console: {error}")))
        .ok()
}

/// What the command line knows already and this version does not do: silence would look like success.
fn refuse_what_is_not_there_yet(args: &RunArgs) -> Result<()> {
    if args.values {
        return Err(Failure::usage(anyhow!(
            "this version records no values; leave out --args"
        )));
    }
    Ok(())
}

fn cannot_record(place: &Path) -> String {
    format!(
        "cannot write a trace in {}; name another place with -o",
        place.display()
    )
}

/// Finds the program as `execvp` does, before an earlier trace is replaced.
fn find_program(name: &OsStr) -> Result<PathBuf> {
    let path = Path::new(name);
    if path.components().count() > 1 || name.as_encoded_bytes().contains(&b'/') {
        return match fs::metadata(path) {
            Ok(_) => Ok(path.to_owned()),
            Err(error) => Err(cannot_start(name, error)),
        };
    }
    // What a shell does without PATH is up to it; glibc looks here.
    let places = env::var_os("PATH").unwrap_or_else(|| "/bin:/usr/bin".into());
    let candidates = env::split_paths(&places).map(|place| place.join(path));
    let is_executable = |candidate: &PathBuf| {
        fs::metadata(candidate).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
    };
    candidates
        .into_iter()
        .find(is_executable)
        .ok_or_else(|| cannot_start(name, io::ErrorKind::NotFound.into()))
}

/// The program sees the name that it was called by.
fn set_arg0(command: &mut Command, name: &OsStr) {
    use std::os::unix::process::CommandExt;
    command.arg0(name);
}

/// The error with the status that a shell would give: 127 not found, 126 found but not to be run.
fn cannot_start(name: &OsStr, error: io::Error) -> Failure {
    let name = name.display();
    match error.kind() {
        io::ErrorKind::NotFound => Failure::start(127, anyhow!("{name}: command not found")),
        _ => Failure::start(
            126,
            anyhow::Error::new(error).context(format!("cannot run {name}")),
        ),
    }
}
