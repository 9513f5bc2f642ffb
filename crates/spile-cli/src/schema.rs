//! `spile schema`: the JSON schema of configuration files, for editors.

use anyhow::anyhow;

use crate::args::SchemaArgs;
use crate::configuration::vocabulary;
use crate::failure::{Failure, Result};
use crate::output;

/// Prints the schema. With a file it knows the patterns and actions that the file defines.
pub(crate) fn schema(args: &SchemaArgs) -> Result<()> {
    let vocabulary = vocabulary();
    let config = match &args.file {
        Some(file) => {
            let read = spile_config::load(file, &vocabulary);
            Some(read.map_err(|error| Failure::configuration(anyhow!(error)))?)
        }
        None => None,
    };
    output::print_json(&spile_config::schema(&vocabulary, config.as_ref()))
}
