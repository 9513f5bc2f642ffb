//! `cargo xtask demo`: from a checkout to the trace of a real program.

use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::environment::{root, state};
use crate::python::{Venv, usable_interpreters};
use crate::steps::{Log, Runner, display};
use crate::wheel::{self, Profile};

/// The traced program, pinned: a large one that nobody here wrote.
const PROGRAM: &[&str] = &["sympy==1.14.0", "mpmath==1.3.0"];

/// The main job: what stands after `spile run`.
const JOB: &[&str] = &[
    "--target",
    "sympy.**",
    "--",
    "python",
    "-c",
    "import sympy; x=sympy.Symbol('x'); print(sympy.integrate(x**2*sympy.sin(x), x))",
];

/// What the main job prints, traced or not.
const ANSWER: &str = "-x**2*cos(x) + 2*x*sin(x) + 2*cos(x)";

/// How the trace is looked at, and what is always to be seen.
const VIEWS: &[(&[&str], &str)] = &[
    (&["top", "--limit", "12"], "sympy."),
    (&["tree", "--depth", "3"], "integrate"),
];

/// Of the output of a command, so many lines are shown.
const LINES_SHOWN: usize = 24;

/// Entry point of the command.
pub(crate) fn main(arguments: Vec<String>) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("unknown argument '{argument}'");
    }
    let runner = Runner::new(state().join("logs").join("demo"), Vec::new());
    let Some(venv) = prepare(&runner) else {
        bail!("the demo could not be prepared")
    };

    show(
        &runner,
        venv.command("spile").arg("run").args(JOB),
        |command, _| Ok(command.status()?),
    )?;
    for (arguments, _) in VIEWS {
        show(&runner, venv.command("spile").args(*arguments), beginning)?;
    }
    let spile = venv.bin().join("spile");
    println!(
        "\nTo look further: {} top --help",
        spile.strip_prefix(root()).unwrap_or(&spile).display()
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

/// Shows a command and what `run` lets see of its output, with its time behind.
fn show(
    runner: &Runner,
    command: &mut Command,
    run: impl FnOnce(&mut Command, &mut Log) -> Result<ExitStatus>,
) -> Result<()> {
    let typed = display(command);
    println!("\n$ {typed}");
    let name: Vec<&str> = typed.split(' ').take(2).collect();
    let passed = runner.needed(&name.join(" "), |log| {
        let status = run(command, log).with_context(|| format!("cannot run {typed}"))?;
        if status.success() {
            Ok(())
        } else {
            bail!("{status}")
        }
    });
    passed.with_context(|| format!("{typed} failed"))
}

/// Runs a command and prints the beginning of what it writes to standard output.
fn beginning(command: &mut Command, log: &mut Log) -> Result<ExitStatus> {
    let output = command.stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().take(LINES_SHOWN).for_each(|line| println!("{line}"));
    let more = text.lines().count().saturating_sub(LINES_SHOWN);
    if more > 0 {
        log.note(format!("and {more} more lines"));
    }
    Ok(output.status)
}

/// Runs the main job in `venv`, which holds Spile already, and checks what it prints and that there is a trace to see.
///
/// # Errors
///
/// When something cannot be installed or run, or prints something else than it should.
pub(crate) fn check(venv: &Venv, log: &mut Log) -> Result<()> {
    venv.install("program", "", PROGRAM, log)?;
    let trace = state().join("main-job");
    let answer = log.output(venv.command("spile").args(["run", "-o"]).arg(&trace).args(JOB))?;
    if answer.trim_end() != ANSWER {
        bail!("the traced program printed {answer:?} instead of {ANSWER:?}");
    }
    for (arguments, seen) in VIEWS {
        let view = log.output(venv.command("spile").args(*arguments).arg(&trace))?;
        if !view.contains(seen) {
            bail!("spile {} does not show {seen}", arguments.join(" "));
        }
    }
    Ok(())
}
