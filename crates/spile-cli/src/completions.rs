//! `spile completions`: what completes the words of this program in a shell.

use std::io::Write;

use clap::CommandFactory;

use crate::args::{Args, CompletionsArgs};
use crate::failure::Result;
use crate::output;

/// Prints the script for a shell.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "spile", &mut script);
    output::print(|out| out.write_all(&script))
}
