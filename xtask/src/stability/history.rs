//! A git history as a sequence of changes to the files of one language.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use super::Language;

/// Lines that a change took away and put in their place. A side without lines stands behind line `start`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hunk {
    pub(super) old_start: u32,
    pub(super) n_old: u32,
    pub(super) n_new: u32,
}

/// A side of a changed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) path: String,
    pub(super) blob: String,
}

/// One changed file.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) old: Option<Side>,
    pub(super) new: Option<Side>,
    pub(super) hunks: Vec<Hunk>,
}

#[derive(Clone, Debug)]
pub(super) struct Commit {
    pub(super) hash: String,
    pub(super) parent: String,
    pub(super) changes: Vec<Change>,
}

/// Calls `each` with every commit that has one parent, the oldest first; gives how many.
pub(super) fn commits(
    repository: &Path,
    language: Language,
    limit: Option<usize>,
    mut each: impl FnMut(Commit) -> Result<()>,
) -> Result<usize> {
    let mut command = Command::new("git");
    command.arg("-C").arg(repository).args([
        "-c",
        "core.quotePath=false",
        "log",
        "--reverse",
        "--no-merges",
        "--raw",
        "--no-abbrev",
        "-p",
        "-U0",
        "-M",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--format=commit %H %P",
        "HEAD",
        "--",
    ]);
    command.args(language.endings().iter().map(|ending| format!("*{ending}")));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start git")?;
    let mut lines = BufReader::new(child.stdout.take().context("git has no output")?);
    let (mut n_commits, mut commit, mut diff) = (0, None::<Commit>, None::<usize>);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let is_end = lines.read_until(b'\n', &mut buffer)? == 0;
        let line = String::from_utf8_lossy(&buffer);
        let line = line.trim_end_matches('\n');
        if is_end || line.starts_with("commit ") {
            if let Some(done) = commit.take().filter(|commit| !commit.parent.is_empty()) {
                n_commits += 1;
                each(done)?;
            }
            if is_end || limit.is_some_and(|limit| n_commits >= limit) {
                break;
            }
            let mut words = line.split(' ').skip(1).map(str::to_owned);
            commit = Some(Commit {
                hash: words.next().unwrap_or_default(),
                parent: words.next().unwrap_or_default(),
                changes: Vec::new(),
            });
            diff = None;
            continue;
        }
        let Some(commit) = &mut commit else { continue };
        if let Some(raw) = line.strip_prefix(':') {
            commit
                .changes
                .push(change(raw, language).with_context(|| format!("git says {line}"))?);
        } else if line.starts_with("diff --git ") {
            diff = Some(diff.map_or(0, |diff| diff + 1));
        } else if let Some(header) = line.strip_prefix("@@ ") {
            let change = diff.and_then(|diff| commit.changes.get_mut(diff));
            let change = change.with_context(|| format!("{} has a hunk of no file", commit.hash))?;
            change
                .hunks
                .push(hunk(header).with_context(|| format!("git says {line}"))?);
        }
    }
    drop(lines);
    let _ = child.kill();
    let _ = child.wait();
    Ok(n_commits)
}

/// `100644 100644 OLD NEW R087<tab>old path<tab>new path`.
fn change(raw: &str, language: Language) -> Option<Change> {
    let (words, paths) = raw.split_once('\t')?;
    let words: Vec<&str> = words.split(' ').collect();
    let [_, _, old, new, status] = words[..] else {
        return None;
    };
    let (old_path, new_path) = paths.split_once('\t').unwrap_or((paths, paths));
    let side = |blob: &str, path: &str| {
        let is_source = language.endings().iter().any(|ending| path.ends_with(ending));
        (is_source && blob.bytes().any(|digit| digit != b'0')).then(|| Side {
            path: path.to_owned(),
            blob: blob.to_owned(),
        })
    };
    // A copy leaves what it is a copy of.
    let old = if status.starts_with('C') {
        None
    } else {
        side(old, old_path)
    };
    Some(Change {
        old,
        new: side(new, new_path),
        hunks: Vec::new(),
    })
}

/// `-12,3 +12 @@ ...`.
fn hunk(header: &str) -> Option<Hunk> {
    let mut words = header.split(' ');
    let mut side = |sign| {
        let (start, n) = {
            let word = words.next()?.strip_prefix(sign)?;
            word.split_once(',').unwrap_or((word, "1"))
        };
        Some((start.parse().ok()?, n.parse().ok()?))
    };
    let (old_start, n_old) = side('-')?;
    let (_, n_new): (u32, u32) = side('+')?;
    Some(Hunk {
        old_start,
        n_old,
        n_new,
    })
}

/// Where the unchanged lines of a file went. Lines are counted from 1.
pub(super) struct LineMap<'a>(pub(super) &'a [Hunk]);

impl LineMap<'_> {
    /// Where `first..=last` are now, when none of them changed and nothing was put between them.
    pub(super) fn moved(&self, first: u32, last: u32) -> Option<u32> {
        let mut shift = 0i64;
        for hunk in self.0 {
            // Without old lines, it stands behind `old_start`.
            let start = if hunk.n_old == 0 {
                hunk.old_start + 1
            } else {
                hunk.old_start
            };
            let end = start + hunk.n_old;
            if end <= first {
                shift += i64::from(hunk.n_new) - i64::from(hunk.n_old);
            } else if start <= last {
                return None;
            } else {
                break;
            }
        }
        u32::try_from(i64::from(first) + shift).ok()
    }
}

/// The contents of a repository.
pub(super) struct Blobs {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    pub(super) fn of(repository: &Path) -> Result<Self> {
        let mut command = Command::new("git");
        command.arg("-C").arg(repository).args(["cat-file", "--batch"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        Ok(Self {
            ask: child.stdin.take().context("git takes no input")?,
            answers: BufReader::new(child.stdout.take().context("git has no output")?),
            child,
        })
    }

    pub(super) fn read(&mut self, blob: &str) -> Result<Vec<u8>> {
        writeln!(self.ask, "{blob}")?;
        let mut header = String::new();
        self.answers.read_line(&mut header)?;
        let size = header
            .trim_end()
            .rsplit(' ')
            .next()
            .and_then(|size| size.parse().ok());
        let Some(size) = size else {
            bail!("git cat-file says {header}")
        };
        let mut bytes = vec![0; size];
        self.answers.read_exact(&mut bytes)?;
        self.answers.read_exact(&mut [0])?;
        Ok(bytes)
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where git says that lines of `path` at `commit` were at its parent: by line, the file and the line there. Lines that
/// were copied or moved, also from other files of the commit, count.
pub(super) fn blame(
    repository: &Path,
    commit: &Commit,
    path: &str,
    ranges: &[(u32, u32)],
) -> Result<HashMap<u32, (String, u32)>> {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(repository)
        .args(["blame", "--line-porcelain", "-M", "-C", "-C"]);
    for (first, last) in ranges {
        command.arg("-L").arg(format!("{first},{last}"));
    }
    command
        .arg(format!("{}..{}", commit.parent, commit.hash))
        .arg("--")
        .arg(path);
    let output = command.output().context("cannot start git")?;
    ensure!(
        output.status.success(),
        "git blame fails: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut origins = HashMap::new();
    let (mut at, mut file) = (None, String::new());
    for line in output.stdout.split(|byte| *byte == b'\n') {
        if line.first() == Some(&b'\t') {
            if let Some((old, new)) = at.take() {
                origins.insert(new, (std::mem::take(&mut file), old));
            }
            continue;
        }
        let line = String::from_utf8_lossy(line);
        let mut words = line.split(' ');
        match words.next() {
            Some("filename") => file = line["filename ".len()..].to_owned(),
            Some(hash) if hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                let mut number = || words.next().and_then(|word| word.parse().ok());
                let place = number().zip(number());
                at = place.filter(|_| hash != commit.hash);
            }
            _ => {}
        }
    }
    Ok(origins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_lines_move_by_what_changed_above_them() {
        let hunk = |old_start, n_old, n_new| Hunk {
            old_start,
            n_old,
            n_new,
        };
        // Two lines behind line 2; line 5 is gone; lines 8 and 9 become one.
        let hunks = [hunk(2, 0, 2), hunk(5, 1, 0), hunk(8, 2, 1)];
        let map = LineMap(&hunks);
        assert_eq!(map.moved(1, 2), Some(1));
        assert_eq!(map.moved(2, 3), None);
        assert_eq!(map.moved(3, 4), Some(5));
        assert_eq!(map.moved(5, 5), None);
        assert_eq!(map.moved(6, 7), Some(7));
        assert_eq!(map.moved(6, 8), None);
        assert_eq!(map.moved(10, 99), Some(10));
    }

    #[test]
    fn hunks_are_read() {
        let hunk = super::hunk("-12,3 +12 @@ def f():").unwrap();
        assert_eq!((hunk.old_start, hunk.n_old, hunk.n_new), (12, 3, 1));
        let hunk = super::hunk("-7 +7,0 @@").unwrap();
        assert_eq!((hunk.old_start, hunk.n_old, hunk.n_new), (7, 1, 0));
    }
}
