//! Everything a developer runs: `cargo xtask demo`, `cargo xtask test` and friends.
//!
//! Each command installs what it needs below the target directory and leaves the rest of the machine alone, but for
//! system packages, which it installs through apt-get when it is root and otherwise names.

mod apt;
mod bench;
mod corpora;
mod demo;
mod diagnostics;
mod elixir;
mod environment;
mod formatters;
mod identity;
mod licences;
mod oracle;
mod patterns;
mod python;
mod stability;
mod steps;
mod test;
mod wheel;

use std::process::ExitCode;

type Run = fn(Vec<String>) -> anyhow::Result<()>;

/// Name, arguments, what it does, entry point.
const COMMANDS: &[(&str, &str, &str, Run)] = &[
    (
        "demo",
        "",
        "build, install into an environment of its own, trace sympy, show the trace",
        demo::main,
    ),
    (
        "test",
        "[--list] [STEP]...",
        "all tests of all languages; with STEP only the steps named like it",
        test::main,
    ),
    (
        "identity",
        "python [--short] | elixir DIR...",
        "other people's test suites, woven and not, must have the same outcomes",
        |words| identity::main(words),
    ),
    (
        "corpora",
        "python ...",
        "the promises of weaving over the standard libraries and popular packages",
        corpora::main,
    ),
    (
        "diagnostics",
        "elixir ...",
        "what Elixir's compiler says of the programs in its own tests, plain and woven",
        diagnostics::main,
    ),
    (
        "patterns",
        "python|elixir ...",
        "what the patterns select in real projects, beside what the frameworks say",
        patterns::main,
    ),
    (
        "formatters",
        "[--short]",
        "black and ruff change no node ID, on the standard library and packages",
        formatters::main,
    ),
    (
        "bench",
        "python|trace|planning|...",
        "what Spile costs beside what others cost, in one table",
        bench::main,
    ),
    (
        "parser-oracle",
        "DIR...",
        "Spile's Elixir parser beside Elixir itself, on all Elixir source in the folders",
        oracle::main,
    ),
    (
        "stability",
        "REPO...",
        "what becomes of node IDs in the histories of git repositories",
        stability::main,
    ),
    (
        "wheel",
        "",
        "build the Python package as a wheel and say where it is",
        wheel::main,
    ),
    (
        "licences",
        "",
        "list the licences of all dependencies, fail on one that is not permissive",
        licences::main,
    ),
];

fn help() -> String {
    let mut text = String::from("usage: cargo xtask COMMAND [ARGUMENT]...\n\n");
    let width = COMMANDS
        .iter()
        .map(|(name, arguments, ..)| name.len() + 1 + arguments.len());
    let width = width.max().unwrap_or_default();
    for (name, arguments, summary, _) in COMMANDS {
        text += &format!("  {:<width$}  {summary}\n", format!("{name} {arguments}"));
    }
    text + "\ndocs/developing.md tells more.\n"
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = match arguments.next() {
        None => {
            print!("{}", help());
            return ExitCode::SUCCESS;
        }
        Some(name) if matches!(name.as_str(), "help" | "--help" | "-h") => {
            print!("{}", help());
            return ExitCode::SUCCESS;
        }
        Some(name) => name,
    };
    let Some((_, _, _, run)) = COMMANDS.iter().find(|(command, ..)| *command == name) else {
        eprintln!("xtask: no command '{name}'\n\n{}", help());
        return ExitCode::from(2);
    };
    match run(arguments.collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask {name}: {error:#}");
            ExitCode::FAILURE
        }
    }
}
