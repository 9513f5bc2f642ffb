//! `spile weave`: a file as it is woven.

use anyhow::anyhow;

use crate::args::WeaveArgs;
use crate::failure::{Failure, Result};

/// Prints the woven text of `args.file`, or what was inserted as a diff.
pub(crate) fn weave(args: &WeaveArgs) -> Result<()> {
    Err(Failure::usage(anyhow!(
        "cannot weave {} yet: the command is not written",
        args.file.display()
    )))
}
