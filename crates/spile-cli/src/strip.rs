//! `spile strip`: a woven file as it was written.

use anyhow::anyhow;

use crate::args::StripArgs;
use crate::failure::{Failure, Result};

/// Prints the text of `args.file` without what weaving inserted.
pub(crate) fn strip(args: &StripArgs) -> Result<()> {
    Err(Failure::usage(anyhow!(
        "cannot strip {} yet: the command is not written",
        args.file.display()
    )))
}
