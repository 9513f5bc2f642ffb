//! `cargo xtask demo`: from a checkout to the trace of a real program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::environment::{root, state, target};
use crate::python::{Venv, usable_interpreters};
use crate::steps::{Log, Runner, display};
use crate::wheel::{self, Profile};

/// The traced program, pinned: a large one that nobody here wrote.
const PROGRAM: &[&str] = &["sympy==1.14.0", "mpmath==1.3.0"];

/// The main job.
const JOB: &[&str] = &[
    "run",
    "--target",
    "sympy.**",
    "--",
    "python",
    "-c",
    "import sympy; x=sympy.Symbol('x'); print(sympy.integrate(x**2*sympy.sin(x), x))",
];

/// What the main job prints, traced or not.
const ANSWER: &str = "-x**2*cos(x) + 2*x*sin(x) + 2*cos(x)";

/// How the trace is looked at.
const VIEWS: &[&[&str]] = &[&["top", "--limit", "12"], &["tree", "--depth", "3"]];

/// Entry point of the command.
pub(crate) fn main(arguments: Vec<String>) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("unknown argument '{argument}'");
    }
    let runner = Runner::new(state().join("logs").join("demo"), Vec::new());
    let Some(venv) = prepare(&runner) else {
        bail!("the demo could not be prepared")
    };

    let directory = target().join("demo");
    make_work_directory(&directory)?;
    for arguments in [&[JOB], VIEWS].concat() {
        let name = format!("spile {}", arguments[0]);
        show(
            &runner,
            &name,
            venv.command("spile").args(arguments).current_dir(&directory),
        )?;
    }
    let here = |path: &Path| path.strip_prefix(root()).unwrap_or(path).display().to_string();
    println!(
        "\nThe trace is the newest below {}. To look further:",
        here(&directory.join(".spile/runs"))
    );
    println!(
        "  cd {} && {} top",
        here(&directory),
        venv.bin().join("spile").display()
    );
    Ok(())
}

fn prepare(runner: &Runner) -> Option<Venv> {
    let interpreter = runner.needed("python", |log| {
        let newest = usable_interpreters(log)?.remove(0);
        log.note(format!("{} at {}", newest.version, newest.program.display()));
        Ok(newest)
    })?;
    let wheel = runner.needed("wheel", |log| wheel::build(Profile::Release, &interpreter, log))?;
    let venv = runner.needed("environment", |log| {
        let venv = Venv::ensure(state().join("venv").join("demo"), &interpreter, log)?;
        let new = wheel.install(&venv, log)?;
        log.note(if new { "spile installed" } else { "unchanged" });
        Ok(venv)
    })?;
    runner.needed("program", |log| {
        let new = venv.install("program", "", PROGRAM, log)?;
        log.note(format!("{}{}", PROGRAM[0], if new { "" } else { ", unchanged" }));
        Ok(venv)
    })
}

/// Shows a command and its output on our own terminal, with its time behind.
fn show(runner: &Runner, name: &str, command: &mut Command) -> Result<()> {
    println!("\n$ {}", display(command));
    let passed = runner.needed(name, |_| {
        let status = command.status().with_context(|| format!("cannot run {name}"))?;
        if status.success() {
            Ok(())
        } else {
            bail!("{status}")
        }
    });
    passed.with_context(|| format!("{name} failed"))
}

/// Runs the main job in `venv`, which holds Spile already, and checks what it prints and that there is a trace to see.
///
/// # Errors
///
/// When something cannot be installed or run, or prints something else than it should.
pub(crate) fn check(venv: &Venv, log: &mut Log) -> Result<()> {
    venv.install("program", "", PROGRAM, log)?;
    let directory = state().join("main-job");
    let _ = fs::remove_dir_all(&directory);
    make_work_directory(&directory)?;
    let answer = log.output(venv.command("spile").args(JOB).current_dir(&directory))?;
    if answer.trim_end() != ANSWER {
        bail!("the traced program printed {answer:?} instead of {ANSWER:?}");
    }
    for arguments in VIEWS {
        let view = log.output(venv.command("spile").args(*arguments).current_dir(&directory))?;
        if !view.contains("integrate") {
            bail!("spile {} does not show sympy's integrate", arguments.join(" "));
        }
    }
    Ok(())
}

/// The directory in which the traced program runs, and below which its trace lies.
fn make_work_directory(directory: &PathBuf) -> Result<()> {
    fs::create_dir_all(directory).with_context(|| format!("cannot create {}", directory.display()))
}
