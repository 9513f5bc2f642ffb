//! Which files of a folder are Elixir source.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// As [`elixir_sources`], which must be some: where nothing is compared nothing is found to be wrong.
pub(crate) fn some_sources(directory: &Path) -> Result<Vec<PathBuf>> {
    let found = elixir_sources(directory)?;
    ensure!(
        !found.is_empty(),
        "there is no Elixir source (.ex, .exs) below {}",
        directory.display()
    );
    Ok(found)
}

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
