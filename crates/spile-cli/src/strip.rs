//! `spile strip`: a woven file as it was written.

use std::io::Write;

use anyhow::Context;

use crate::args::StripArgs;
use crate::failure::{Failure, Result};
use crate::{output, weave};

/// Prints the text of `args.file` without what weaving inserted.
pub(crate) fn strip(args: &StripArgs) -> Result<()> {
    let (woven, encoding) = weave::read(&args.file)?;
    let source = spile_source::strip(&woven)
        .with_context(|| format!("cannot strip {}", args.file.display()))
        .map_err(Failure::usage)?;
    output::print(|out| out.write_all(&encoding.encode(&source)))
}
