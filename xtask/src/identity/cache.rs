//! Where everything that is not committed lives: `$XDG_CACHE_HOME/spile/identity`, by default below `~/.cache`.
//!
//! ```text
//! sdists/        source distributions as downloaded
//! sources/       the same, unpacked
//! venv/          one virtual environment per interpreter and suite
//! plain/         outcomes of plain runs, one file per unit and run
//! log/           output of the last runs
//! ```

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::outcome::UnitRun;

/// The folder of the given name in the cache; created when missing.
pub(crate) fn folder(name: &str) -> Result<PathBuf> {
    let base = match std::env::var_os("XDG_CACHE_HOME") {
        Some(cache) => PathBuf::from(cache),
        None => Path::new(&std::env::var_os("HOME").context("neither XDG_CACHE_HOME nor HOME is set")?)
            .join(".cache"),
    };
    let path = base.join("spile/identity").join(name);
    std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
    Ok(path)
}

/// A hash that is the same on every machine and with every compiler: FNV-1a, 64 bits.
pub(crate) fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        // The separator keeps ("ab", "c") and ("a", "bc") apart.
        for byte in part.iter().chain(&[0xff]) {
            state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{state:016x}")
}

/// The `n`th plain run of the unit with this key, if it was kept.
pub(crate) fn load_plain(key: &str, n: u32) -> Result<Option<UnitRun>> {
    let path = plain_path(key, n)?;
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Some(
            serde_json::from_slice(&bytes).with_context(|| path.display().to_string())?,
        )),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

/// Keeps the `n`th plain run.
pub(crate) fn store_plain(key: &str, n: u32, run: &UnitRun) -> Result<()> {
    let path = plain_path(key, n)?;
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    std::fs::write(&temporary, serde_json::to_vec(run)?)?;
    std::fs::rename(&temporary, &path).with_context(|| path.display().to_string())
}

fn plain_path(key: &str, n: u32) -> Result<PathBuf> {
    Ok(folder("plain")?.join(format!("{key}.{n}.json")))
}
