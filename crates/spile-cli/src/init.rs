//! `spile init`: a configuration to begin with.

use std::fs::OpenOptions;
use std::io::{self, Write};

use anyhow::{Context, anyhow};
use spile_config::{EXAMPLE, OWN_FILE, SHARED_FILE};

use crate::configuration::vocabulary;
use crate::failure::{Failure, Result, report};
use crate::project;

/// Writes the example beside what is in the current directory. What is there already stays as it is.
pub(crate) fn init() -> Result<()> {
    let current = project::current_dir()?;
    if current.join(SHARED_FILE).exists()
        && spile_config::load(&current.join(SHARED_FILE), &vocabulary()).is_ok()
    {
        return Err(Failure::usage(anyhow!(
            "{SHARED_FILE} has a [tool.spile] already, which a {OWN_FILE} would take the place of; `spile check` shows what it selects"
        )));
    }
    let made = OpenOptions::new().write(true).create_new(true).open(OWN_FILE);
    let written = made.and_then(|mut file| file.write_all(EXAMPLE.as_bytes()));
    match written {
        Ok(()) => {
            report(&format!("wrote {OWN_FILE}; `spile check` shows what it selects"));
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Failure::usage(anyhow!(
            "{OWN_FILE} is there already; `spile check` shows what it selects"
        ))),
        Err(error) => Err(error)
            .with_context(|| format!("cannot write {OWN_FILE}"))
            .map_err(Failure::usage),
    }
}
