//! What is of no use any more goes from the bytecode cache of the Python package, which only ever adds to it.
//!
//! Whoever reads or writes an entry meanwhile is not disturbed: a file that is open stays readable, and whoever finds
//! the directory gone makes it again.

use std::ffi::CString;
use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use spile_trace::human;

const DAY: Duration = Duration::from_secs(24 * 3600);
/// An entry that was not used for so long is of an interpreter, a Spile or a source that is gone.
const UNUSED_AFTER: Duration = Duration::from_secs(30 * 24 * 3600);
/// A file that was not renamed to an entry for so long never will be.
const UNFINISHED_AFTER: Duration = Duration::from_secs(3600);
/// How large the cache may be; beyond that, what was used last is kept, up to three quarters of it.
const MAX_BYTES: u64 = 512 << 20;

/// The first bytes of an entry; `_cache.py` says what follows.
const FORMAT: &[u8; 8] = b"SPILEPC\x02";
const HEADER_LEN: usize = 72;
const IDENTITY_LEN_AT: usize = 56;

/// Prunes the cache once a day. That it cannot be done is no reason to say anything.
pub(crate) fn prune_daily() {
    let Some(root) = root() else { return };
    let now = SystemTime::now();
    if is_due(&root, now).unwrap_or(false) {
        prune(&root, now, MAX_BYTES);
    }
}

/// Where the cache is, and how much is in it; or why there can be none.
pub(crate) fn describe() -> Result<String, String> {
    let root = root().ok_or("none: neither HOME nor XDG_CACHE_HOME says where")?;
    if !can_be_written(&root) {
        let what = "cannot be written, so that every run weaves anew";
        return Err(format!("{} {what}; set XDG_CACHE_HOME", root.display()));
    }
    let entries = files_in(&root, Metadata::is_dir).into_iter();
    let sizes = entries
        .flat_map(|directory| files_in(&directory, Metadata::is_file))
        .filter_map(|entry| Some(fs::metadata(entry).ok()?.len()));
    let (n_entries, n_bytes) = sizes.fold((0, 0), |(n, bytes), len| (n + 1, bytes + len));
    let (n_entries, n_bytes) = (human::count(n_entries), human::bytes(n_bytes));
    let place = root.display();
    let dont_write = std::env::var_os("PYTHONDONTWRITEBYTECODE").is_some_and(|value| !value.is_empty());
    let but = if dont_write {
        "; PYTHONDONTWRITEBYTECODE is set, so that nothing is added, and every run weaves anew"
    } else {
        ""
    };
    Ok(format!("{n_entries} modules, {n_bytes} in {place}{but}"))
}

/// Whether files can be made in the directory, or it can be made itself.
fn can_be_written(dir: &Path) -> bool {
    let Some(there) = dir.ancestors().find(|dir| dir.exists()) else {
        return false;
    };
    CString::new(there.as_os_str().as_bytes()).is_ok_and(|path| {
        // SAFETY: a string that ends in a zero byte.
        there.is_dir() && unsafe { libc::access(path.as_ptr(), libc::W_OK | libc::X_OK) } == 0
    })
}

/// As `_cache.py` finds it.
pub(crate) fn root() -> Option<PathBuf> {
    directory("python")
}

/// Where one kind of what is kept between runs is; none where neither HOME nor XDG_CACHE_HOME says.
pub(crate) fn directory(kind: &str) -> Option<PathBuf> {
    let named = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let base = named
        .filter(|path| path.is_absolute())
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    Some(base.filter(|path| path.is_absolute())?.join("spile").join(kind))
}

/// Whether the last time is a day ago; if so, the next one counts from now.
fn is_due(root: &Path, now: SystemTime) -> io::Result<bool> {
    fs::metadata(root)?;
    let stamp = root.join("pruned");
    match fs::symlink_metadata(&stamp).and_then(|metadata| metadata.modified()) {
        Ok(last) if now.duration_since(last).is_ok_and(|age| age < DAY) => return Ok(false),
        Ok(_) => fs::remove_file(&stamp)?,
        Err(_) => {}
    }
    // Of several processes that come here at once one makes the file.
    Ok(OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(stamp)
        .is_ok())
}

/// An entry that may stay.
struct Kept {
    path: PathBuf,
    used: SystemTime,
    len: u64,
}

fn prune(root: &Path, now: SystemTime, max_bytes: u64) {
    let directories: Vec<PathBuf> = files_in(root, Metadata::is_dir);
    let mut kept: Vec<Kept> = directories
        .iter()
        .flat_map(|directory| files_in(directory, Metadata::is_file))
        .filter_map(|path| keep_or_remove(path, now))
        .collect();
    let mut n_bytes: u64 = kept.iter().map(|entry| entry.len).sum();
    if n_bytes > max_bytes {
        kept.sort_by_key(|entry| entry.used);
        for entry in kept {
            if n_bytes <= max_bytes / 4 * 3 {
                break;
            }
            if fs::remove_file(&entry.path).is_ok() {
                n_bytes -= entry.len;
            }
        }
    }
    for directory in directories {
        // Fails for those that are not empty.
        let _ = fs::remove_dir(directory);
    }
}

/// The files in `directory` that are of a kind. Links are neither.
fn files_in(directory: &Path, is_meant: fn(&Metadata) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.metadata().is_ok_and(|metadata| is_meant(&metadata)))
        .map(|entry| entry.path())
        .collect()
}

fn keep_or_remove(path: PathBuf, now: SystemTime) -> Option<Kept> {
    let metadata = fs::symlink_metadata(&path).ok()?;
    let written = metadata.modified().ok()?;
    let used = metadata.accessed().map_or(written, |read| read.max(written));
    let age = |time| now.duration_since(time).unwrap_or_default();
    let is_unfinished = path.extension().is_some();
    let is_useless = if is_unfinished {
        age(written) > UNFINISHED_AFTER
    } else {
        age(used) > UNUSED_AFTER || is_source_gone(&path)
    };
    if is_useless {
        let _ = fs::remove_file(&path);
        return None;
    }
    Some(Kept {
        path,
        used,
        len: metadata.len(),
    })
}

/// Whether the entry names a source that is not there. What cannot be read or looked up may be there.
fn is_source_gone(entry: &Path) -> bool {
    let source = source_of(entry);
    source.is_ok_and(|source| {
        fs::symlink_metadata(source)
            .is_err_and(|error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory))
    })
}

/// The second part of the entry's identity.
fn source_of(entry: &Path) -> io::Result<PathBuf> {
    // That we look is no use of it.
    let mut file = OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NOATIME)
        .open(entry)?;
    let mut header = [0; HEADER_LEN];
    file.read_exact(&mut header)?;
    let (format, len) = (&header[..8], &header[IDENTITY_LEN_AT..IDENTITY_LEN_AT + 4]);
    if format != FORMAT {
        return Err(ErrorKind::InvalidData.into());
    }
    let len = u32::from_le_bytes([len[0], len[1], len[2], len[3]]);
    let mut identity = Vec::new();
    file.take(len.into()).read_to_end(&mut identity)?;
    let source = identity.split(|&byte| byte == 0).nth(1);
    let source = source.map(|source| PathBuf::from(std::ffi::OsStr::from_bytes(source)));
    source
        .filter(|source| source.is_absolute())
        .ok_or(ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use std::fs::{File, FileTimes};

    use super::*;

    /// A cache of its own, which goes away with the test.
    struct Cache(PathBuf);

    impl Cache {
        fn new(name: &str) -> Cache {
            let root = std::env::temp_dir().join(format!("spile-cache-{}-{name}", std::process::id()));
            fs::create_dir_all(root.join("plan")).unwrap();
            fs::write(root.join("source.py"), "").unwrap();
            Cache(root)
        }

        /// An entry of `source` with `n_bytes` behind its identity that was used `days` ago.
        fn entry(&self, name: &str, source: &str, n_bytes: usize, days: u32) {
            let identity = format!("module\0{}\0{source}", self.0.join(source).display());
            let mut bytes = FORMAT.to_vec();
            bytes.resize(HEADER_LEN, 0);
            bytes[IDENTITY_LEN_AT..IDENTITY_LEN_AT + 4]
                .copy_from_slice(&(identity.len() as u32).to_le_bytes());
            bytes.extend(identity.as_bytes());
            bytes.resize(bytes.len() + n_bytes, 1);
            self.file(name, &bytes, DAY * days);
        }

        fn file(&self, name: &str, bytes: &[u8], age: Duration) {
            let path = self.0.join("plan").join(name);
            fs::write(&path, bytes).unwrap();
            let time = SystemTime::now() - age;
            let times = FileTimes::new().set_accessed(time).set_modified(time);
            File::options()
                .write(true)
                .open(path)
                .unwrap()
                .set_times(times)
                .unwrap();
        }

        fn names(&self) -> Vec<String> {
            let mut names: Vec<String> = files_in(&self.0.join("plan"), Metadata::is_file)
                .iter()
                .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        }
    }

    impl Drop for Cache {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_is_of_no_use_goes() {
        let cache = Cache::new("use");
        cache.entry("fresh", "source.py", 10, 1);
        cache.entry("unused", "source.py", 10, 40);
        cache.entry("gone", "no_source.py", 10, 1);
        cache.file("other", b"another format", DAY);
        cache.file("writing.1.2", b"", Duration::from_secs(60));
        cache.file("left.1.2", b"", DAY);
        fs::create_dir(cache.0.join("empty")).unwrap();
        prune(&cache.0, SystemTime::now(), MAX_BYTES);
        assert_eq!(cache.names(), ["fresh", "other", "writing.1.2"]);
        assert!(!cache.0.join("empty").exists() && cache.0.join("source.py").exists());
    }

    #[test]
    fn what_was_used_last_is_kept_when_there_is_too_much() {
        let cache = Cache::new("size");
        for number in 1..=8 {
            cache.entry(&number.to_string(), "source.py", 100_000, number);
        }
        prune(&cache.0, SystemTime::now(), 1_000_000);
        assert_eq!(cache.names().len(), 8);
        prune(&cache.0, SystemTime::now(), 500_000);
        assert_eq!(cache.names(), ["1", "2", "3"]);
    }

    #[test]
    fn a_day_passes_between_two_times() {
        let cache = Cache::new("daily");
        let now = SystemTime::now();
        assert!(is_due(&cache.0, now).unwrap());
        assert!(!is_due(&cache.0, now).unwrap());
        assert!(is_due(&cache.0, now + 2 * DAY).unwrap());
        assert!(is_due(&cache.0.join("nowhere"), now).is_err());
    }
}
