//! Which files a trace consists of, so that nothing else is ever removed with it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

use crate::{chunk, console, metadata, reader, space};

/// The files of the trace in `dir`, or `None` if there is anything that no recorder has written, or no trace at all.
///
/// # Errors
///
/// When the directory cannot be read.
pub fn files_of(dir: &Path) -> io::Result<Option<Vec<PathBuf>>> {
    let mut files = Vec::new();
    let mut has_metadata = false;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        // Left over where the one who lent the console was killed.
        if name == console::SOCKET && entry.file_type()?.is_socket() {
            files.push(entry.path());
            continue;
        }
        let Some(kind) = name.to_str().and_then(Kind::of) else {
            return Ok(None);
        };
        if !entry.file_type()?.is_file() {
            return Ok(None);
        }
        let path = entry.path();
        match kind.begins(&path)? {
            Some(is_metadata) => has_metadata |= is_metadata,
            None => return Ok(None),
        }
        files.push(path);
    }
    Ok(has_metadata.then_some(files))
}

/// Removes the files of the trace in `dir`, and leaves the directory.
///
/// # Errors
///
/// When there is no trace, or anything beside it; then nothing was removed. When a file cannot be removed.
pub fn remove_files(dir: &Path) -> io::Result<()> {
    let Some(files) = files_of(dir)? else {
        return Err(io::Error::new(
            ErrorKind::InvalidInput,
            "there is something in it that is not a trace's",
        ));
    };
    files.into_iter().try_for_each(fs::remove_file)
}

/// What a file is by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Metadata,
    Events,
    Space,
    Untouched,
}

impl Kind {
    fn of(name: &str) -> Option<Kind> {
        if name == space::FILE_NAME {
            return Some(Kind::Space);
        }
        if name == reader::UNTOUCHED {
            return Some(Kind::Untouched);
        }
        let (stem, extension) = name.split_once('.')?;
        // `run` or the number of a process; a second one of the name has `-2` behind it.
        let (stem, attempt) = stem.split_once('-').unwrap_or((stem, "2"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !(stem == "run" || is_number(stem)) || !is_number(attempt) {
            return None;
        }
        match extension {
            "meta" => Some(Kind::Metadata),
            "events" => Some(Kind::Events),
            _ => None,
        }
    }

    /// Whether the file begins as one of this kind does; then, whether it is metadata that was written. A process may
    /// have been killed before it wrote anything, and the front of an event file may have been given back.
    fn begins(self, path: &Path) -> io::Result<Option<bool>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(6).read_to_end(&mut bytes)?;
        let magic: &[u8] = match self {
            Kind::Metadata => &metadata::MAGIC[..6],
            Kind::Events => &chunk::Header::MAGIC[..6],
            Kind::Space => &space::MAGIC[..6],
            Kind::Untouched => b"pid ",
        };
        let is_ours = bytes.iter().all(|&byte| byte == 0) || bytes.starts_with(magic);
        Ok(is_ours.then_some(self == Kind::Metadata && !bytes.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ProcessInfo, Recorder, RunInfo, RunRecord, ThreadInfo};

    /// A directory with a trace, which goes away with the test.
    struct Dir(PathBuf);

    impl Dir {
        fn new(name: &str) -> Dir {
            let dir = std::env::temp_dir().join(format!("spile-files-{}-{name}", std::process::id()));
            fs::create_dir_all(&dir).unwrap();
            RunRecord::create(&dir, &RunInfo::default(), Default::default()).unwrap();
            let recorder = Recorder::create(&dir, &ProcessInfo::default()).unwrap();
            let mut writer = recorder.writer(&ThreadInfo::default());
            writer.enter(0);
            writer.exit();
            fs::write(dir.join("untouched"), "pid 7: python 3.10 is not supported\n").unwrap();
            Dir(dir)
        }
    }

    impl Drop for Dir {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_trace_is_removed_whole() {
        let dir = Dir::new("whole");
        fs::write(dir.0.join("12-3.meta"), "").unwrap();
        fs::write(dir.0.join("12-3.events"), [0; 4096]).unwrap();
        std::os::unix::net::UnixListener::bind(dir.0.join(console::SOCKET)).unwrap();
        remove_files(&dir.0).unwrap();
        assert_eq!(fs::read_dir(&dir.0).unwrap().count(), 0);
    }

    #[test]
    fn anything_else_keeps_the_files_from_being_removed() {
        let dir = Dir::new("else");
        let n_files = fs::read_dir(&dir.0).unwrap().count();
        for (name, content) in [
            ("notes.txt", "mine"),
            (console::SOCKET, "mine"),
            ("asset.meta", "fileFormatVersion: 2"),
            ("1.meta", "fileFormatVersion: 2"),
            ("1.events", "mine"),
            ("1.meta.bak", "spileM"),
            ("space", "mine"),
        ] {
            let path = dir.0.join(name);
            let before = fs::read(&path).ok();
            fs::write(&path, content).unwrap();
            assert!(remove_files(&dir.0).is_err(), "{name}");
            match before {
                Some(bytes) => fs::write(&path, bytes).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            assert_eq!(fs::read_dir(&dir.0).unwrap().count(), n_files, "{name}");
        }
        for name in ["1.meta", "run.meta"] {
            let path = dir.0.join(name);
            let _ = fs::remove_file(&path);
            std::os::unix::fs::symlink("/etc/passwd", &path).unwrap();
            assert!(remove_files(&dir.0).is_err(), "{name}");
            fs::remove_file(&path).unwrap();
        }
        remove_files(&dir.0).unwrap();
    }

    #[test]
    fn an_empty_directory_is_no_trace() {
        let dir = std::env::temp_dir().join(format!("spile-files-{}-empty", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        assert!(files_of(&dir).unwrap().is_none());
        fs::remove_dir(dir).unwrap();
    }
}
