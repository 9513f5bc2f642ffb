//! Which files of a folder are Elixir source.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// All `.ex` and `.exs` files below `directory`, in order of their paths; or `directory` itself when it is a file.
pub(crate) fn elixir_sources(directory: &Path) -> Result<Vec<PathBuf>> {
    if directory.is_file() {
        return Ok(vec![directory.to_owned()]);
    }
    let (mut found, mut todo) = (Vec::new(), vec![directory.to_owned()]);
    while let Some(folder) = todo.pop() {
        let entries = std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|kind| kind == "ex" || kind == "exs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
