//! `cargo xtask test`: all tests of all languages.
//!
//! The dependencies are built once as metadata (clippy and rustdoc share it) and once as code in the profile `ci`
//! (tests, doc tests, the fuzzer and the program share that, the wheel a part of it), all in one target directory.

use std::process::Command;
use std::thread;

use anyhow::{Context, Result, bail};

use crate::apt::on_path;
use crate::demo;
use crate::elixir;
use crate::environment::{cargo, command, root, state, target};
use crate::licences;
use crate::oracle::ci as oracle;
use crate::patterns;
use crate::python::{Interpreter, Venv, ensure_standard_tests, usable_interpreters};
use crate::steps::{Log, Runner, display};
use crate::wheel::{self, CI_PROFILE, Profile, Wheel};

/// The extension module: unit tests of it would have to link Python, so pytest tests it.
const EXTENSION: &str = "spile-native";

/// What the Python tests need, pinned.
const TEST_REQUIREMENTS: &[&str] = &[
    "pytest==9.2.0",
    "trio==0.35.0",
    "anyio==4.16.0",
    "greenlet==3.5.6",
    "gevent==26.9.0",
];

const FUZZ_TARGETS: &[&str] = &["weave", "position_map", "code", "trace", "elixir"];

const MAIN_JOB: &str = "main job";
const IDENTITY: &str = "identity";
const PATTERNS: &str = "patterns";
const FORMATTERS: &str = "formatters";
const ELIXIR: &str = "elixir parser";
const EXUNIT: &str = "exunit";
const ELIXIR_IDENTITY: &str = "elixir identity";

/// Loaded by the Erlang VM, which alone has what it is linked with.
const NIF: &str = "spile-elixir-nif";

/// Name, and what it does, in the order in which they run.
const STEPS: &[(&str, &str)] = &[
    ("python", "finds the interpreters; always runs"),
    ("format", "cargo fmt --check"),
    ("licences", "all dependencies are permissively licensed"),
    ("clippy", "cargo clippy, warnings denied"),
    ("docs", "cargo doc, warnings denied"),
    ("rust tests", "cargo nextest when there is one, else cargo test"),
    ("doc tests", "cargo test --doc"),
    ("fuzz", "ten seconds of each fuzz target"),
    (ELIXIR, "the Elixir parser beside Elixir itself, for a short time"),
    (EXUNIT, "the Elixir package, on this machine's Elixir and on 1.18"),
    (
        ELIXIR_IDENTITY,
        "some of Elixir's own applications, plain and woven, on both",
    ),
    ("cargo install", "the program without Python"),
    ("wheel", "what pip install . builds"),
    (
        "pytest 3.N",
        "the wheel in an environment of its own, for each Python found",
    ),
    (MAIN_JOB, "traces sympy, and looks at the trace"),
    (IDENTITY, "cargo xtask identity python --short"),
    (PATTERNS, "cargo xtask patterns python --short"),
    (FORMATTERS, "cargo xtask formatters --short"),
];

/// Entry point of the command.
pub(crate) fn main(arguments: Vec<String>) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--list") {
        STEPS
            .iter()
            .for_each(|(name, summary)| println!("{name:<16}{summary}"));
        return Ok(());
    }
    if let Some(option) = arguments.iter().find(|argument| argument.starts_with('-')) {
        bail!("unknown option '{option}'");
    }
    let runner = Runner::new(state().join("logs").join("test"), arguments);
    let interpreters = runner.needed("python", |log| {
        let found = usable_interpreters(log)?;
        log.note(
            found
                .iter()
                .map(|found| found.version.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        );
        Ok(found)
    });
    rust(&runner);
    let interpreters = interpreters.unwrap_or_default();
    python(&runner, &interpreters);
    outlines(&runner, &interpreters);
    runner.finish(10)
}

fn rust(runner: &Runner) {
    runner.step("format", |log| {
        ensure_component("fmt", "rustfmt", log)?;
        log.run(cargo().args(["fmt", "--all", "--check"]))
    });
    runner.step("licences", licences::check);
    runner.step("clippy", |log| {
        ensure_component("clippy", "clippy", log)?;
        log.run(ci_cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]))
    });
    runner.step("docs", |log| {
        let mut doc = ci_cargo();
        doc.args([
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
            "--locked",
        ]);
        // These docs are for those who read the code: links to private items are as good as others.
        log.run(doc.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links"))
    });
    runner.step("rust tests", |log| {
        if !elixir::is_there(log)? {
            log.note("those that ask Elixir ask nobody: there is none");
        }
        let mut tests = ci_cargo();
        if cargo()
            .args(["nextest", "--version"])
            .output()
            .is_ok_and(|output| output.status.success())
        {
            tests.args([
                "nextest",
                "run",
                "--cargo-profile",
                "ci",
                "--no-tests=pass",
                "--no-fail-fast",
            ]);
        } else {
            tests.args([
                "test",
                "--profile",
                "ci",
                "--lib",
                "--bins",
                "--tests",
                "--no-fail-fast",
            ]);
        }
        log.run(tests.args([
            "--workspace",
            "--exclude",
            EXTENSION,
            "--exclude",
            NIF,
            "--locked",
        ]))
    });
    runner.step("doc tests", |log| {
        let mut tests = ci_cargo();
        log.run(tests.args([
            "test",
            "--doc",
            "--profile",
            "ci",
            "--workspace",
            "--exclude",
            EXTENSION,
            "--exclude",
            NIF,
            "--locked",
        ]))
    });
    if root().join("fuzz").join("Cargo.toml").is_file() {
        runner.step("fuzz", fuzz);
    }
    runner.step(ELIXIR, oracle::short);
    runner.step(EXUNIT, elixir::test);
    runner.step(ELIXIR_IDENTITY, elixir::identity);
    runner.step("cargo install", |log| {
        let prefix = state().join("install");
        let mut install = ci_cargo();
        install.args([
            "install",
            "--path",
            "crates/spile-cli",
            "--locked",
            "--force",
            "--profile",
            "ci",
            "--root",
        ]);
        log.run(install.arg(&prefix))?;
        check_version(command(prefix.join("bin").join("spile")).arg("--version"), log)
    });
}

/// A short run of each target of `fuzz`: enough to see that the fuzzer works and that its corpus passes.
fn fuzz(log: &mut Log) -> Result<()> {
    // The selection of the step before, so that cargo chooses the same features and builds nothing again.
    let mut build = ci_cargo();
    log.run(build.args([
        "build",
        "--bins",
        "--profile",
        "ci",
        "--workspace",
        "--exclude",
        EXTENSION,
        "--exclude",
        NIF,
        "--locked",
    ]))?;
    let mut failed = Vec::new();
    for name in FUZZ_TARGETS {
        let mut fuzzer = command(target().join("ci").join("spile-fuzz"));
        if log.run(fuzzer.args([name, "--seconds", "10"])).is_err() {
            failed.push(*name);
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("failures of {}", failed.join(", "))
    }
}

fn python(runner: &Runner, interpreters: &[Interpreter]) {
    let Some(newest) = interpreters.first() else {
        return;
    };
    let pytest = |interpreter: &Interpreter| format!("pytest {}", interpreter.series());
    let mut names: Vec<String> = interpreters.iter().map(pytest).collect();
    names.extend([MAIN_JOB, IDENTITY].map(str::to_owned));
    if !runner.wants("wheel") && !names.iter().any(|name| runner.wants(name)) {
        return;
    }
    let Some(wheel) = runner.needed("wheel", |log| wheel::build(Profile::Ci, newest, log)) else {
        names
            .iter()
            .for_each(|name| runner.not_run(name, "there is no wheel"));
        return;
    };
    // One thread each: the tests mostly wait for processes that they start, and there are few versions.
    thread::scope(|scope| {
        for interpreter in interpreters {
            let wheel = &wheel;
            scope.spawn(move || runner.step(&pytest(interpreter), |log| test_wheel(wheel, interpreter, log)));
        }
    });
    runner.step(MAIN_JOB, |log| {
        demo::check(&environment(&wheel, newest, log)?, log)
    });
    runner.step(IDENTITY, |log| {
        interpreters
            .iter()
            .try_for_each(|interpreter| ensure_standard_tests(interpreter, log))?;
        let venv = environment(&wheel, newest, log)?;
        let mut identity = ourselves()?;
        // One version: the full gauntlet runs on all of them. The oldest, where Spile does most by itself.
        let oldest = interpreters.iter().min_by_key(|interpreter| interpreter.minor);
        let series = oldest.unwrap_or(newest).series();
        identity.args([IDENTITY, "python", "--short", "--no-write", "--python", &series]);
        log.run(identity.env("SPILE", venv.bin().join("spile")))
    });
}

/// What the outline says of other people's sources: it takes neither a wheel nor tests of theirs.
fn outlines(runner: &Runner, interpreters: &[Interpreter]) {
    let Some(newest) = interpreters.first() else {
        return;
    };
    runner.step(PATTERNS, |log| {
        let as_committed = interpreters
            .iter()
            .find(|interpreter| interpreter.series() == patterns::ASKED);
        let series = as_committed.unwrap_or(newest).series();
        log.run(ourselves()?.args([PATTERNS, "python", "--short", "--python", &series]))
    });
    runner.step(FORMATTERS, |log| {
        log.run(ourselves()?.args([FORMATTERS, "--short"]))
    });
}

/// This program, to run another command of it.
fn ourselves() -> Result<Command> {
    Ok(command(
        std::env::current_exe().context("cannot find this program")?,
    ))
}

fn test_wheel(wheel: &Wheel, interpreter: &Interpreter, log: &mut Log) -> Result<()> {
    let venv = environment(wheel, interpreter, log)?;
    for (program, arguments) in [
        ("spile", &["--version"][..]),
        ("python", &["-m", "spile", "--version"]),
    ] {
        check_version(venv.command(program).args(arguments), log)?;
    }
    log.run(
        venv.command("python")
            .args(["-m", "pytest", "--quiet", "-p", "no:cacheprovider"]),
    )
}

/// All packages of the workspace have one version, ours too.
fn check_version(command: &mut Command, log: &mut Log) -> Result<()> {
    let expected = concat!("spile ", env!("CARGO_PKG_VERSION"));
    let answer = log.output(command)?;
    if answer.trim_end() != expected {
        bail!("{} printed {answer:?} instead of {expected:?}", display(command));
    }
    Ok(())
}

/// A virtual environment with the wheel and what its tests need.
fn environment(wheel: &Wheel, interpreter: &Interpreter, log: &mut Log) -> Result<Venv> {
    let directory = state()
        .join("venv")
        .join(format!("test-{}", interpreter.series()));
    let venv = Venv::ensure(directory, interpreter, log)?;
    wheel.install(&venv, log)?;
    venv.install("test-requirements", "", TEST_REQUIREMENTS, log)?;
    Ok(venv)
}

/// Cargo with the profile `ci` defined.
fn ci_cargo() -> Command {
    let mut cargo = cargo();
    cargo.envs(CI_PROFILE.iter().copied());
    cargo
}

/// Toolchains may be installed without rustfmt and clippy.
fn ensure_component(subcommand: &str, component: &str, log: &mut Log) -> Result<()> {
    if log.run(cargo().args([subcommand, "--version"])).is_ok() {
        return Ok(());
    }
    if !on_path("rustup") {
        bail!("cargo {subcommand} is missing; please install {component}");
    }
    log.run(command("rustup").args(["component", "add", component]))
}
