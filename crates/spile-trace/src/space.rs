//! How much disk space the events of a run may take, over all its processes.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use crate::chunk::PAGE;
use crate::{sys, version};

/// The file's name.
pub(crate) const FILE_NAME: &str = "space";
pub(crate) const MAGIC: [u8; 8] = version::magic(b'S');

/// What happens to events when a trace has reached its limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Mode {
    /// The oldest events make room for the newest.
    #[default]
    Ring = 1,
    /// What comes later is not recorded, but counted.
    Full = 2,
}

impl FromStr for Mode {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Mode, &'static str> {
        match word {
            "ring" => Ok(Mode::Ring),
            "full" => Ok(Mode::Full),
            _ => Err("expected 'ring' or 'full'"),
        }
    }
}

/// How large the event files of a run may get together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The size, in bytes.
    pub bytes: u64,
    /// What happens then.
    pub mode: Mode,
}

impl Default for Limit {
    fn default() -> Limit {
        Limit {
            bytes: 1 << 30,
            mode: Mode::Ring,
        }
    }
}

/// The account of a run's disk space.
///
/// ## The space file
///
/// All processes of a run share the file `space`, which whoever starts the run makes:
///
/// | byte | length | what |
/// |---|---|---|
/// | 0 | 6 | `spileS` |
/// | 6 | 2 | version of the format: 3 |
/// | 8 | 8 | limit of all event files together, in bytes |
/// | 16 | 8 | at the limit, 1 the oldest events make room, 2 no more are recorded |
/// | 24 | 8 | bytes that event files have, changed atomically |
///
/// Where there is no such file, each process has an account of its own with the default limit, 1 GiB. At the limit, a
/// process gives up its own oldest chunks, or the event file of a process that has ended. One that has no chunks to give
/// up, as it keeps its newest, may go a little beyond the limit.
#[derive(Debug)]
pub(crate) struct Space {
    limit: Limit,
    count: Count,
}

#[derive(Debug)]
enum Count {
    Own(AtomicU64),
    Shared(Page),
}

/// The space file in memory, as long as this is there.
#[derive(Debug)]
struct Page(*mut u8);

// SAFETY: what is at the address is only read and written atomically.
unsafe impl Send for Page {}
// SAFETY: as above.
unsafe impl Sync for Page {}

impl Page {
    fn count(&self) -> &AtomicU64 {
        // SAFETY: the mapping is aligned to pages, larger than that, and undone only when this is dropped.
        unsafe { &*self.0.cast::<AtomicU64>().add(3) }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // SAFETY: it was mapped with this length, and what `count` gave is not there any more.
        unsafe { sys::unmap(self.0, PAGE as usize) };
    }
}

impl Space {
    /// Makes the account of the run in `dir`.
    pub(crate) fn create(dir: &Path, limit: Limit) -> io::Result<()> {
        let mut page = [0; PAGE as usize];
        page[..8].copy_from_slice(&MAGIC);
        page[8..16].copy_from_slice(&limit.bytes.to_le_bytes());
        page[16..24].copy_from_slice(&(limit.mode as u64).to_le_bytes());
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(dir.join(FILE_NAME))?;
        file.write_all_at(&page, 0)
    }

    /// The account of the run in `dir`, or one of this process alone.
    pub(crate) fn open(dir: &Path) -> Space {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(dir.join(FILE_NAME));
        file.and_then(|file| Space::shared(&file))
            .unwrap_or_else(|_| Space {
                limit: Limit::default(),
                count: Count::Own(AtomicU64::new(0)),
            })
    }

    /// The limit of the run in `dir`, if there is an account of it.
    pub(crate) fn limit_of(dir: &Path) -> Option<Limit> {
        read_limit(&File::open(dir.join(FILE_NAME)).ok()?).ok()
    }

    fn shared(file: &File) -> io::Result<Space> {
        let limit = read_limit(file)?;
        let page = Page(sys::map(file, 0, PAGE as usize)?);
        Ok(Space {
            limit,
            count: Count::Shared(page),
        })
    }

    pub(crate) fn mode(&self) -> Mode {
        self.limit.mode
    }

    fn count(&self) -> &AtomicU64 {
        match &self.count {
            Count::Own(count) => count,
            Count::Shared(page) => page.count(),
        }
    }

    /// Takes `len` bytes if they are within the limit.
    pub(crate) fn take(&self, len: u64) -> bool {
        let taken = self.count().fetch_add(len, Ordering::Relaxed).saturating_add(len);
        if taken > self.limit.bytes {
            self.give(len);
            return false;
        }
        true
    }

    /// Takes `len` bytes whatever the limit.
    pub(crate) fn take_beyond(&self, len: u64) {
        self.count().fetch_add(len, Ordering::Relaxed);
    }

    /// Gives `len` bytes back.
    pub(crate) fn give(&self, len: u64) {
        self.count().fetch_sub(len, Ordering::Relaxed);
    }

    /// Removes the oldest event file in `dir` whose process has ended. Returns whether there was one.
    pub(crate) fn remove_ended(&self, dir: &Path) -> bool {
        let Some((_, path, len)) = ended(dir).into_iter().min() else {
            return false;
        };
        let is_removed = fs::remove_file(path).is_ok();
        if is_removed {
            self.give(len.next_multiple_of(PAGE));
        }
        is_removed
    }
}

fn read_limit(file: &File) -> io::Result<Limit> {
    // All of the page: it is what is mapped.
    let mut page = [0; PAGE as usize];
    file.read_exact_at(&mut page, 0)?;
    let number = |at: usize| u64::from_le_bytes(page[at..at + 8].try_into().expect("eight bytes"));
    let mode = match number(16) {
        1 => Mode::Ring,
        2 => Mode::Full,
        _ => return Err(io::ErrorKind::InvalidData.into()),
    };
    if page[..8] != MAGIC {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let bytes = number(8);
    Ok(Limit { bytes, mode })
}

/// The event files in `dir` of processes that are gone: when each was written last, its path and size.
fn ended(dir: &Path) -> Vec<(SystemTime, PathBuf, u64)> {
    let describe = |entry: fs::DirEntry| {
        let path = entry.path();
        let stem = path.file_stem()?.to_str()?;
        if path.extension()? != "events" {
            return None;
        }
        let pid: i32 = stem.split('-').next()?.parse().ok()?;
        let is_gone = sys::is_gone(pid);
        let metadata = entry.metadata().ok()?;
        is_gone.then_some((metadata.modified().ok()?, path, metadata.len()))
    };
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    entries.flatten().filter_map(describe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDir;

    #[test]
    fn accounts_of_one_run_are_one() {
        let dir = TestDir::new();
        let limit = Limit {
            bytes: 10 * PAGE,
            mode: Mode::Full,
        };
        Space::create(dir.path(), limit).unwrap();
        let (a, b) = (Space::open(dir.path()), Space::open(dir.path()));
        assert_eq!((a.mode(), b.mode()), (Mode::Full, Mode::Full));
        assert!(a.take(6 * PAGE) && !b.take(5 * PAGE) && b.take(4 * PAGE));
        assert!(!a.take(PAGE));
        b.give(4 * PAGE);
        assert!(a.take(4 * PAGE));
    }

    /// A program may record itself as often as it likes, and the kernel allows 65,530 mappings.
    #[test]
    fn an_account_that_is_dropped_leaves_no_mapping() {
        let dir = TestDir::new();
        Space::create(dir.path(), Limit::default()).unwrap();
        let name = dir.path().display().to_string();
        let n_mappings = || {
            let maps = fs::read_to_string("/proc/self/maps").unwrap();
            maps.lines().filter(|line| line.contains(&name)).count()
        };
        let space = Space::open(dir.path());
        assert_eq!(n_mappings(), 1);
        drop(space);
        assert_eq!(n_mappings(), 0);
    }

    #[test]
    fn without_the_file_or_with_a_damaged_one_a_process_has_its_own() {
        let dir = TestDir::new();
        assert!(matches!(Space::open(dir.path()).count, Count::Own(_)));
        fs::write(dir.path().join(FILE_NAME), b"spileS").unwrap();
        assert!(matches!(Space::open(dir.path()).count, Count::Own(_)));
        fs::write(dir.path().join(FILE_NAME), [0; PAGE as usize]).unwrap();
        let space = Space::open(dir.path());
        assert!(matches!(space.count, Count::Own(_)));
        assert_eq!(space.limit, Limit::default());
    }

    #[test]
    fn files_of_processes_that_ended_go_first_the_oldest() {
        let dir = TestDir::new();
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let gone = child.id();
        child.wait().unwrap();
        let file = |name: String| dir.path().join(name + ".events");
        let own = file(std::process::id().to_string());
        fs::write(&own, [1; 8]).unwrap();
        let (older, newer) = (file(gone.to_string()), file(format!("{gone}-2")));
        fs::write(&older, [1; 5000]).unwrap();
        fs::write(&newer, [1; 10]).unwrap();
        let past = SystemTime::now() - std::time::Duration::from_secs(60);
        File::options()
            .write(true)
            .open(&older)
            .unwrap()
            .set_modified(past)
            .unwrap();
        let space = Space::open(dir.path());
        space.take_beyond(8 * PAGE);
        assert!(space.remove_ended(dir.path()) && !older.exists() && newer.exists());
        assert_eq!(space.count().load(Ordering::Relaxed), 6 * PAGE);
        assert!(space.remove_ended(dir.path()) && !space.remove_ended(dir.path()));
        assert!(own.exists());
    }
}
