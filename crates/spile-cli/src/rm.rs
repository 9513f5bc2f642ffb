//! `spile rm`: removes recorded runs.

use std::path::PathBuf;

use anyhow::Context;

use crate::args::RmArgs;
use crate::failure::{Failure, Result};
use crate::project;

/// Removes the runs, all or none of those that are not there.
pub(crate) fn rm(args: &RmArgs) -> Result<()> {
    let runs = args.runs.iter().map(|run| project::find_trace(Some(run)));
    let runs: Vec<PathBuf> = runs.collect::<Result<_>>()?;
    runs.iter().try_for_each(|run| {
        project::remove(run)
            .with_context(|| format!("cannot remove {}", run.display()))
            .map_err(Failure::trace)
    })
}
