//! Configuration files: where they are, and their reading.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::document::{self, Layout};
use crate::error::{ConfigError, Place, Problem, ProblemKind, Source};
use crate::origin::Origin;
use crate::{Config, Vocabulary};

/// The file of its own.
pub const OWN_FILE: &str = "spile.toml";
/// The file shared with other tools.
pub const SHARED_FILE: &str = "pyproject.toml";

/// Reads the configuration of the project that `dir` is in: that of the nearest directory upwards that has one. In one directory
/// `spile.toml` comes before `pyproject.toml`, which counts only with `[tool.spile]`. None if there is none.
///
/// # Errors
///
/// When the file that was found cannot be read or is wrong.
pub fn discover(dir: &Path, vocabulary: &Vocabulary) -> Result<Option<Config>, Box<ConfigError>> {
    for place in dir.ancestors() {
        // A file right here is called by its name, as people would.
        let shown = |name: &str| {
            if place == dir {
                PathBuf::from(name)
            } else {
                place.join(name)
            }
        };
        let own = place.join(OWN_FILE);
        match fs::metadata(&own) {
            Err(error) if is_absent(&error) => {}
            _ => return read(&own, &shown(OWN_FILE), vocabulary).map(Some),
        }
        // A file that cannot be read is not known to mean Spile, and one that is broken is for its other tools to tell.
        let shared = place.join(SHARED_FILE);
        let Ok(bytes) = bytes_of(&shared) else { continue };
        if may_be_ours(&bytes) {
            let shown = shown(SHARED_FILE);
            if let Some(config) = parse(&shown, Some(place), &bytes, Layout::Pyproject, vocabulary)? {
                return Ok(Some(config));
            }
        }
    }
    Ok(None)
}

/// Reads the configuration file at `path`: of a `pyproject.toml` what stands below `[tool.spile]`.
///
/// # Errors
///
/// When it cannot be read, or is wrong, or is a `pyproject.toml` without `[tool.spile]`.
pub fn load(path: &Path, vocabulary: &Vocabulary) -> Result<Config, Box<ConfigError>> {
    read(path, path, vocabulary)
}

fn read(path: &Path, shown: &Path, vocabulary: &Vocabulary) -> Result<Config, Box<ConfigError>> {
    let bytes = bytes_of(path).map_err(|error| unreadable(shown, &error))?;
    let layout = if path.file_name().is_some_and(|name| name == SHARED_FILE) {
        Layout::Pyproject
    } else {
        Layout::Own
    };
    match parse(shown, path.parent(), &bytes, layout, vocabulary)? {
        Some(config) => Ok(config),
        None => {
            let problem = Problem::new(
                ProblemKind::NoSection,
                "this file has no `[tool.spile]`",
                Place::WholeFile,
            )
            .with_help(Some("add the table, or name another file".into()));
            Err(ConfigError::one(Some(named(shown)), problem))
        }
    }
}

/// Reads a configuration that is in memory. Errors call it `name`, and paths in it are taken from `dir` on. None in a
/// `pyproject.toml` without `[tool.spile]`.
///
/// # Errors
///
/// When it is wrong.
pub fn parse(
    name: &Path,
    dir: Option<&Path>,
    bytes: &[u8],
    layout: Layout,
    vocabulary: &Vocabulary,
) -> Result<Option<Config>, Box<ConfigError>> {
    let (source, item) = document::read(&name.to_string_lossy(), bytes, layout)?;
    let Some(item) = item else { return Ok(None) };
    Config::read(Origin::File(source), &item, dir, vocabulary, None).map(Some)
}

/// Nobody writes a longer one; what is longer is something else.
const MAX_BYTES: u64 = 1 << 20;

fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Box<ConfigError> {
    let (why, help) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), "`spile init` writes one"),
        io::ErrorKind::FileTooLarge => ("it is larger than 1 MiB".to_owned(), "name a configuration file"),
        io::ErrorKind::IsADirectory => ("it is a directory".to_owned(), "name a file"),
        _ => (error.to_string(), "name a file that can be read"),
    };
    let message = format!("the configuration cannot be read: {why}");
    let problem = Problem::new(ProblemKind::Unreadable, message, Place::WholeFile);
    ConfigError::one(Some(named(path)), problem.with_help(Some(help.into())))
}

fn named(path: &Path) -> Source {
    Source {
        name: path.to_string_lossy().into_owned(),
        text: String::new(),
    }
}

fn is_absent(error: &io::Error) -> bool {
    // Above a directory that may not be searched there is nothing for this user.
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::PermissionDenied
    )
}

/// Whether `[tool.spile]` may be in it.
fn may_be_ours(bytes: &[u8]) -> bool {
    bytes.windows(5).any(|part| part == b"spile")
}
