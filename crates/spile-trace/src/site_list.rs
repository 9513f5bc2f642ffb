//! How the sites of a source are written down. The encoding is described at `MetadataFile`.

use crate::site::{SiteKind, SiteRow};
use crate::varint;

/// No more than this of a name is taken from the one before it: what a few bytes stand for stays bounded.
const MAX_SHARED: usize = 255;

/// The sites of one source, encoded as a trace has them, which is small. It can be kept, and defined many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiteList<'a> {
    /// How many they are.
    pub len: u32,
    /// What [`SiteList::encode`] gave.
    pub bytes: &'a [u8],
}

impl SiteList<'_> {
    /// Encodes the sites of `module`.
    pub fn encode(module: &str, rows: &[SiteRow]) -> Vec<u8> {
        let mut out = Vec::with_capacity(24 * rows.len());
        let mut before = Before::default();
        for row in rows {
            put_id(&mut out, module, row);
            let shared = shared_prefix(before.name.as_bytes(), row.name.as_bytes());
            let shared = (0..=shared)
                .rev()
                .find(|&at| row.name.is_char_boundary(at))
                .unwrap_or(0);
            varint::push(&mut out, shared as u64);
            put_text(&mut out, &row.name[shared..]);
            out.push(row.kind as u8);
            varint::push(&mut out, zigzag(row.start_line, before.start_line));
            varint::push(&mut out, row.end_line.saturating_sub(row.start_line).into());
            varint::push(&mut out, zigzag(row.start, before.start));
            varint::push(&mut out, row.end.saturating_sub(row.start).into());
            before = Before {
                name: &row.name,
                start_line: row.start_line,
                start: row.start,
            };
        }
        out
    }

    /// Calls `take` with each of the sites of `module`; `None` when the bytes are damaged.
    pub fn decode(self, module: &str, mut take: impl FnMut(SiteRow)) -> Option<()> {
        let (mut rest, mut name) = (self.bytes, String::new());
        let (mut start_line, mut start) = (0, 0);
        for _ in 0..self.len {
            let id = take_id(&mut rest)?;
            let shared = usize::try_from(varint::take(&mut rest)?).ok()?;
            (shared <= MAX_SHARED && name.is_char_boundary(shared)).then(|| name.truncate(shared))?;
            name.push_str(take_text(&mut rest)?);
            let kind = SiteKind::from_u8(u8::try_from(varint::take(&mut rest)?).unwrap_or(0));
            start_line = unzigzag(varint::take(&mut rest)?, start_line)?;
            let end_line = start_line.checked_add(take_u32(&mut rest)?)?;
            start = unzigzag(varint::take(&mut rest)?, start)?;
            let end = start.checked_add(take_u32(&mut rest)?)?;
            let mut full = format!("{module}#{name}");
            if let Some((dropped, behind)) = id {
                let keep = full.len().checked_sub(dropped)?;
                full.is_char_boundary(keep).then(|| full.truncate(keep))?;
                full.push_str(behind);
            }
            take(SiteRow {
                id: full,
                name: name.clone(),
                kind,
                start_line,
                end_line,
                start,
                end,
            });
        }
        Some(())
    }
}

/// What the next site is told by.
#[derive(Default)]
struct Before<'a> {
    name: &'a str,
    start_line: u32,
    start: u32,
}

/// Most IDs are `module#name`, which goes without saying; others are told by how they end differently.
fn put_id(out: &mut Vec<u8>, module: &str, row: &SiteRow) {
    let behind = row
        .id
        .strip_prefix(module)
        .and_then(|rest| rest.strip_prefix('#'));
    if behind == Some(&row.name) {
        return out.push(0);
    }
    let plain = format!("{module}#{}", row.name);
    let mut shared = shared_from_start(plain.as_bytes(), row.id.as_bytes());
    while !row.id.is_char_boundary(shared) {
        shared -= 1;
    }
    varint::push(out, (plain.len() - shared) as u64 + 1);
    put_text(out, &row.id[shared..]);
}

/// How many bytes of `module#name` do not count, and what stands there instead; `None` when all count.
#[allow(clippy::option_option)]
fn take_id<'a>(rest: &mut &'a [u8]) -> Option<Option<(usize, &'a str)>> {
    match varint::take(rest)? {
        0 => Some(None),
        dropped => Some(Some((usize::try_from(dropped - 1).ok()?, take_text(rest)?))),
    }
}

fn shared_from_start(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

fn shared_prefix(one: &[u8], other: &[u8]) -> usize {
    shared_from_start(one, other).min(MAX_SHARED)
}

/// How `value` differs from `before`, with the sign in the lowest bit.
fn zigzag(value: u32, before: u32) -> u64 {
    let difference = i64::from(value) - i64::from(before);
    (difference << 1 ^ difference >> 63) as u64
}

fn unzigzag(code: u64, before: u32) -> Option<u32> {
    let difference = (code >> 1) as i64 ^ -((code & 1) as i64);
    u32::try_from(i64::from(before).checked_add(difference)?).ok()
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    varint::push(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn take_text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let len = usize::try_from(varint::take(rest)?).ok()?;
    let (text, behind) = rest.split_at_checked(len)?;
    *rest = behind;
    std::str::from_utf8(text).ok()
}

fn take_u32(rest: &mut &[u8]) -> Option<u32> {
    u32::try_from(varint::take(rest)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, name: &str, lines: (u32, u32), bytes: (u32, u32)) -> SiteRow {
        SiteRow {
            id: id.to_owned(),
            name: name.to_owned(),
            kind: SiteKind::Method,
            start_line: lines.0,
            end_line: lines.1,
            start: bytes.0,
            end: bytes.1,
        }
    }

    fn check(rows: &[SiteRow]) -> usize {
        let bytes = SiteList::encode("m", rows);
        let list = SiteList {
            len: rows.len() as u32,
            bytes: &bytes,
        };
        let mut found = Vec::new();
        list.decode("m", |row| found.push(row)).unwrap();
        assert_eq!(found, rows);
        for len in 0..bytes.len() {
            let cut = SiteList {
                bytes: &bytes[..len],
                ..list
            };
            assert_eq!(cut.decode("m", |_| ()), None);
        }
        bytes.len()
    }

    #[test]
    fn sites_come_back() {
        check(&[
            row("m#Cart.total", "Cart.total", (3, 9), (40, 300)),
            row("m#Cart.tax", "Cart.tax", (12, 14), (310, 420)),
            row("m#Cart.tax~2", "Cart.tax", (2, 2), (10, 10)),
            row("other#x", "Cart.tax", (u32::MAX, u32::MAX), (u32::MAX, u32::MAX)),
            row("", "", (0, 0), (0, 0)),
            row("m#é", "é", (1, 1), (0, 2)),
            row("m#è:lambda", "è", (1, 1), (0, 2)),
        ]);
    }

    #[test]
    fn a_method_takes_few_bytes() {
        let methods = (0..100).map(|n| {
            let name = format!("Invoice.line_{n:03}");
            row(
                &format!("m#{name}"),
                &name,
                (10 * n, 10 * n + 8),
                (400 * n, 400 * n + 350),
            )
        });
        assert!(check(&methods.collect::<Vec<_>>()) < 12 * 100);
    }

    #[test]
    fn long_names_share_no_more_than_they_may() {
        let name = "é".repeat(1000);
        check(&[
            row("m#a", &name, (1, 1), (0, 1)),
            row("m#b", &name, (1, 1), (0, 1)),
        ]);
    }
}
