//! Source files on the disk: finding them below directories, reading them, what they are called as modules.

use std::collections::{HashSet, VecDeque};
use std::fs;
use std::io::Read;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use spile_core::{FOREIGN_DIRECTORIES, Frontend, Module, Outline};
use spile_elixir::Elixir;
use spile_python::Python;

use crate::places::Places;
use crate::project::{self, is_root};

/// Files above this size are no programs that somebody wrote; all they would do is take memory.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What lies in such a directory is made, not written; nor is what lies in [`FOREIGN_DIRECTORIES`], or where a name starts
/// with a dot.
const BUILD_DIRECTORIES: [&str; 2] = ["__pycache__", "target"];

/// A file or directory that is passed over, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passed {
    pub(crate) path: PathBuf,
    pub(crate) why: String,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Sources, in the order of their paths below each of the paths that were given.
    pub(crate) files: Vec<PathBuf>,
    pub(crate) passed: Vec<Passed>,
}

/// Finds the sources in `paths`: files, and what is below directories.
pub(crate) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                let (first, first_passed) = (found.files.len(), found.passed.len());
                let mut links = VecDeque::from([path.clone()]);
                while let Some(directory) = links.pop_front() {
                    found.walk(&directory, &mut seen, &mut links);
                }
                found.files[first..].sort();
                found.passed[first_passed..].sort_by(|a, b| a.path.cmp(&b.path));
            }
            Ok(_) => found.files.push(path.clone()),
            Err(error) => found.pass(path, error.to_string()),
        }
    }
    found
}

impl Found {
    fn pass(&mut self, path: &Path, why: impl Into<String>) {
        self.passed.push(Passed {
            path: path.to_owned(),
            why: why.into(),
        });
    }

    /// `seen` are the real paths of the directories that were read already: links may lead back to one. Those to directories
    /// are put behind `links`, so that what is reached without them has the name that it has without them.
    fn walk(&mut self, directory: &Path, seen: &mut HashSet<PathBuf>, links: &mut VecDeque<PathBuf>) {
        let real = match fs::canonicalize(directory) {
            Ok(real) => real,
            Err(error) => return self.pass(directory, error.to_string()),
        };
        if !seen.insert(real) {
            return self.pass(directory, "it leads to a directory that was read already");
        }
        let entries = match fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) => return self.pass(directory, error.to_string()),
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {
                    let is_environment = path.join("pyvenv.cfg").exists();
                    let is_foreign = name.starts_with('.')
                        || FOREIGN_DIRECTORIES.contains(&&*name)
                        || BUILD_DIRECTORIES.contains(&&*name);
                    if is_foreign || is_environment {
                    } else if path.is_symlink() {
                        links.push_back(path);
                    } else {
                        self.walk(&path, seen, links);
                    }
                }
                Ok(metadata) if is_source(&path) && metadata.is_file() => self.files.push(path),
                Ok(_) if is_source(&path) => self.pass(&path, "it is no file"),
                Ok(_) => {}
                Err(error) if is_source(&path) => self.pass(&path, error.to_string()),
                Err(_) => {}
            }
        }
    }
}

/// Whether a file is called as sources of a language are that we know.
pub(crate) fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "py") || is_elixir(path)
}

/// Whether a file is called as Elixir's sources are.
pub(crate) fn is_elixir(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "ex" || extension == "exs")
}

/// What the text of the file at `path` consists of; or why it cannot be parsed.
pub(crate) fn outline(path: &Path, text: &str, module: Module<'_>) -> Result<Outline, String> {
    if is_elixir(path) {
        Elixir.outline(text, module).map_err(|error| error.to_string())
    } else {
        Python.outline(text, module).map_err(|error| error.to_string())
    }
}

/// A source file's text, and how it is written; or why it is passed over.
pub(crate) fn read(path: &Path) -> Result<(String, Encoding), String> {
    // Opening what is no file may wait for somebody else.
    let metadata = fs::metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("it is no file".into());
    }
    let file = fs::File::open(path).map_err(|error| error.to_string())?;
    if metadata.len() > MAX_BYTES {
        let megabytes = metadata.len() / 1_000_000;
        return Err(format!("with {megabytes} MB it is too large for a source file"));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    decode(bytes)
}

/// The text of a source file's bytes, and how it is written; or why there is none.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), String> {
    if bytes.contains(&0) {
        return Err("it holds null bytes, which no source file has".into());
    }
    match (spile_python::decode(&bytes), String::from_utf8(bytes)) {
        // What the cookie says counts, as it does for Python, though the bytes may be UTF-8 as well.
        (Some(text), Ok(utf8)) if text == utf8.trim_start_matches('\u{feff}') => Ok((utf8, Encoding::Utf8)),
        (Some(text), _) => Ok((text, Encoding::Latin1)),
        (None, Ok(utf8)) => Ok((utf8, Encoding::Utf8)),
        (None, Err(_)) => Err("it is in neither UTF-8 nor Latin-1; convert it to have it looked at".into()),
    }
}

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Encoding {
    /// Or anything else in which its bytes are UTF-8 as well.
    Utf8,
    Latin1,
}

impl Encoding {
    /// The bytes of a text that was decoded so, with whatever ASCII came to it.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Latin1 => text.chars().map(|c| c as u8).collect(),
        }
    }
}

/// The name under which a file would be imported. Below a directory that is certainly searched for modules (see
/// [`search_directory`]) its path from there; else its packages are the directories upwards that have an `__init__.py`.
/// Links are followed no more than importing does.
///
/// The modules of an Elixir file name themselves; the file is called by its path from its project on.
pub(crate) fn module_name(path: &Path) -> String {
    let path = Places::absolute(&path.to_string_lossy());
    let path = Path::new(&path);
    let is_in_mix = || {
        path.ancestors()
            .any(|directory| directory.join(MIX_PROJECT).exists())
    };
    if is_elixir(path) && !is_in_mix() {
        let root = project::root_of(path.parent().unwrap_or(path));
        return path.strip_prefix(root).unwrap_or(path).display().to_string();
    }
    module_name_among(path, Path::exists)
}

/// What makes a directory a project of Elixir's.
const MIX_PROJECT: &str = "mix.exs";

/// The same of an absolute path, where `exists` tells which files there are.
pub(crate) fn module_name_among(path: &Path, exists: impl Fn(&Path) -> bool) -> String {
    if is_elixir(path) {
        let mut roots = path.ancestors().skip(1);
        let root = roots.find(|directory| exists(&directory.join(MIX_PROJECT)));
        let below = root.and_then(|root| path.strip_prefix(root).ok());
        return below.unwrap_or(path).display().to_string();
    }
    let below = search_directory(path, &exists).and_then(|directory| path.strip_prefix(directory).ok());
    below
        .and_then(dotted)
        .unwrap_or_else(|| name_by_packages(path, exists))
}

/// The innermost directory around a file that is on the search path of whoever imports it: an entry of `PYTHONPATH`, where
/// packages are installed, a standard library, or the `src` of a project. In them, packages need no `__init__.py`.
fn search_directory(path: &Path, exists: impl Fn(&Path) -> bool) -> Option<&Path> {
    static PYTHONPATH: OnceLock<Vec<PathBuf>> = OnceLock::new();
    let named = PYTHONPATH.get_or_init(|| {
        let entries = std::env::var_os("PYTHONPATH").unwrap_or_default();
        let entries = std::env::split_paths(&entries).filter(|entry| !entry.as_os_str().is_empty());
        entries
            .map(|entry| PathBuf::from(Places::absolute(&entry.to_string_lossy())))
            .collect()
    });
    let is_searched = |directory: &&Path| {
        let name = directory
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let parent = directory.parent().unwrap_or(Path::new("/"));
        match name {
            "site-packages" | "dist-packages" => true,
            "src" => is_root(parent) && !exists(&directory.join("__init__.py")),
            _ if name.starts_with("python3.") => parent.ends_with("lib") || parent.ends_with("lib64"),
            _ => false,
        }
    };
    path.ancestors()
        .skip(1)
        .find(|directory| is_searched(directory) || named.iter().any(|named| named == directory))
}

/// A path below a search directory as a module's name, if its parts can be the parts of one.
fn dotted(path: &Path) -> Option<String> {
    let path = path.with_extension("");
    let mut names = Vec::new();
    for part in path.components() {
        let name = part.as_os_str().to_str()?;
        let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit());
        if !is_name {
            return None;
        }
        names.push(name);
    }
    names.pop_if(|name| *name == "__init__");
    (!names.is_empty()).then(|| names.join("."))
}

/// The name of a file in the packages that the directories upwards are which have an `__init__.py`.
fn name_by_packages(path: &Path, exists: impl Fn(&Path) -> bool) -> String {
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut names: Vec<String> = stem(path).filter(|name| name != "__init__").into_iter().collect();
    for directory in path
        .ancestors()
        .skip(1)
        .take_while(|directory| exists(&directory.join("__init__.py")))
    {
        names.extend(
            directory
                .file_name()
                .map(|name| name.to_string_lossy().into_owned()),
        );
    }
    names.reverse();
    names.join(".")
}

/// Whether a file is that of a package, not of a module in one.
pub(crate) fn is_package(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "__init__")
}

/// Calls `work` with all `items`, on as many threads as there are processors, and gives the results in the items' order.
pub(crate) fn in_parallel<I: Sync, R: Send>(items: &[I], work: impl Fn(&I) -> R + Sync) -> Vec<R> {
    let n_threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads.min(items.len()))
            .map(|_| scope.spawn(run))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let items: Vec<u32> = (0..1000).collect();
        assert_eq!(
            in_parallel(&items, |item| item * 2),
            items.iter().map(|item| item * 2).collect::<Vec<_>>()
        );
        assert!(in_parallel(&[0u8; 0], |item| *item).is_empty());
    }
}
