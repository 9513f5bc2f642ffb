//! The `spile` program as a library, so that the Python package carries it too.
//!
//! [`main`] takes the arguments and returns the exit status. Each subcommand is a module; what is printed on standard
//! output goes through `output`, what went wrong is a `Failure`, which knows its exit status.
//! Nothing here is part of a traced program.
//!
//! ```
//! assert_eq!(spile_cli::main(["--version".into()].into_iter()), 0);
//! ```

mod args;
mod ast;
mod boot;
mod cache;
mod calls;
mod check;
mod closing;
mod completions;
mod configuration;
mod doctor;
mod errors;
mod explain;
mod failure;
mod find;
mod help;
mod init;
mod isolated;
mod nodes;
mod output;
mod places;
mod plan_cache;
mod planning;
mod progress;
mod project;
mod rm;
mod rules;
mod run;
mod runs;
mod schema;
mod since;
mod slow;
mod source_files;
mod sources;
mod stats;
mod strip;
mod supervise;
mod targets;
mod top;
mod tree;
mod unmatched;
mod weave;

use std::ffi::OsString;

use clap::Parser;
use clap::error::ErrorKind;

pub use closing::{NOT_ASKED_FOR, TOO_EARLY};
pub use configuration::{ConfigSource, rules_over};
pub use places::Places;
pub use rules::{rules_from_text, rules_of};

use args::{Args, Command};
use failure::{Failure, Result, report};

/// Runs `spile` with `args`, which do not include the program's name, and returns its exit status: that of the traced
/// program for `run`, else 0, or that of our own errors: 1 a threshold, 2 usage, 3 configuration, 4 trace unreadable.
///
/// A program that was killed by a signal ends the process by the same signal.
pub fn main(args: impl Iterator<Item = OsString>) -> i32 {
    let given: Vec<OsString> = args.collect();
    let args = match Args::try_parse_from(&given) {
        Ok(args) => args,
        Err(error) => return usage(&error, &given),
    };
    match dispatch(args.command) {
        Ok(status) => status,
        Err(failure) => {
            report(&failure.to_string());
            failure.status()
        }
    }
}

/// Makes the directory of a new run of the project that the current directory is in, for a program that records itself.
///
/// # Errors
/// When the directory cannot be made.
pub fn new_run_here() -> std::io::Result<std::path::PathBuf> {
    let here = std::env::current_dir()?;
    project::new_run(project::root_of(&here))
}

/// Makes `dir` an empty directory for a trace. An earlier trace there is removed.
///
/// # Errors
/// Why it cannot, and the number of the operating system's error; none where there is something else that is left alone, or a
/// run that writes there.
pub fn replace_trace(dir: &std::path::Path) -> std::result::Result<(), (String, Option<i32>)> {
    project::replace(dir)
        .map(drop)
        .map_err(|failure| (failure.to_string(), failure.os_error()))
}

/// The root of the project that the current directory is in, which the default targets lie below.
///
/// # Errors
/// When there is no current directory any more.
pub fn project_here() -> std::io::Result<std::path::PathBuf> {
    Ok(project::root_of(&std::env::current_dir()?).to_owned())
}

fn dispatch(command: Command) -> Result<i32> {
    match command {
        Command::Run(args) => return run::run(&args),
        Command::Top(args) => top::top(&args)?,
        Command::Stats(args) => stats::stats(&args)?,
        Command::Tree(args) => tree::tree(&args)?,
        Command::Find(args) => find::find(&args)?,
        Command::Errors(args) => errors::errors(&args)?,
        Command::Slow(args) => slow::slow(&args)?,
        Command::Sources(args) => source_files::source_files(&args)?,
        Command::Runs(args) => runs::runs(&args)?,
        Command::Rm(args) => rm::rm(&args)?,
        Command::Targets(args) => targets::targets(&args)?,
        Command::Explain(args) => explain::explain(&args)?,
        Command::Weave(args) => weave::weave(&args)?,
        Command::Strip(args) => strip::strip(&args)?,
        Command::Nodes(args) => nodes::nodes(&args)?,
        Command::Ast(args) => ast::ast(&args)?,
        Command::Completions(args) => completions::completions(&args)?,
        Command::Init => init::init()?,
        Command::Check(args) => check::check(&args)?,
        Command::Schema(args) => schema::schema(&args)?,
        Command::Doctor => return doctor::doctor(),
    }
    Ok(0)
}

/// What clap has to say: help and version are no errors.
fn usage(error: &clap::Error, given: &[OsString]) -> i32 {
    match error.kind() {
        ErrorKind::DisplayHelp => {
            let with_names = help::command().try_get_matches_from(given);
            let _ = with_names.err().as_ref().unwrap_or(error).print();
            0
        }
        ErrorKind::DisplayVersion => {
            let _ = error.print();
            0
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            report("no command given; `spile --help` lists them");
            Failure::USAGE
        }
        _ => {
            let text = error.to_string();
            report(text.strip_prefix("error: ").unwrap_or(&text));
            Failure::USAGE
        }
    }
}
