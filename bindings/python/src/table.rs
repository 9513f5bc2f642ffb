//! The site table of one woven source, as the bytes that the bytecode cache keeps beside the code.
//!
//! ```text
//! table   = version:u8 mark probes sites skipped
//! version = 3
//! mark    = text                                     what placeholders start with
//! probes  = count { kind:u8 }                        plus 128 for one with a handler
//! sites   = length:u32 bytes                         a list of sites as in the trace, see `SiteList`
//! skipped = count { id reason kind:u8 }             plus 128 for one that is all on one line
//! text    = length:u32 bytes (UTF-8)                 all numbers u32, little-endian
//! ```

use spile_core::{NodeKind, Weaving};
use spile_trace::{SiteKind, SiteList, SiteRow};

const VERSION: u8 = 3;
const HAS_HANDLER: u8 = 128;
const ONE_LINE: u8 = 128;

/// What is known about a woven source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SiteTable<'a> {
    pub(crate) mark: &'a str,
    probes: &'a [u8],
    /// What the trace says about them.
    pub(crate) sites: SiteList<'a>,
    /// What was left alone.
    pub(crate) skipped: Vec<TableSkipped<'a>>,
}

impl SiteTable<'_> {
    /// The kind of each site, and whether it has a handler.
    pub(crate) fn probes(&self) -> impl Iterator<Item = (NodeKind, bool)> {
        self.probes.iter().filter_map(|&byte| {
            Some((
                NodeKind::from_number(byte & !HAS_HANDLER)?,
                byte & HAS_HANDLER != 0,
            ))
        })
    }
}

/// A node that was left alone.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TableSkipped<'a> {
    pub(crate) id: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) kind: NodeKind,
    pub(crate) is_one_line: bool,
}

/// The table of a source that was woven as `module`.
pub(crate) fn encode(weaving: &Weaving, module: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(32 * weaving.sites.len() + 64);
    out.push(VERSION);
    put_text(&mut out, &weaving.mark);
    put(&mut out, weaving.sites.len() as u32);
    for site in &weaving.sites {
        out.push(site.kind as u8 | if site.has_handler { HAS_HANDLER } else { 0 });
    }
    let rows = weaving.sites.iter().map(|site| SiteRow {
        id: site.id.clone(),
        name: site.name.clone(),
        kind: site_kind(site.kind),
        start_line: site.line,
        end_line: site.end_line,
        start: site.range.start().to_u32(),
        end: site.range.end().to_u32(),
    });
    let sites = SiteList::encode(module, &rows.collect::<Vec<_>>());
    put(&mut out, sites.len() as u32);
    out.extend(sites);
    put(&mut out, weaving.skipped.len() as u32);
    for skipped in &weaving.skipped {
        put_text(&mut out, &skipped.node.id);
        put_text(&mut out, &skipped.reason.to_string());
        let is_one_line = skipped.node.line == skipped.node.end_line;
        out.push(skipped.node.kind as u8 | if is_one_line { ONE_LINE } else { 0 });
    }
    out
}

/// `None` when `bytes` are no table.
pub(crate) fn decode(mut bytes: &[u8]) -> Option<SiteTable<'_>> {
    let bytes = &mut bytes;
    (byte(bytes)? == VERSION).then_some(())?;
    let mark = text(bytes)?;
    let probes = counted(bytes)?;
    let is_known = |byte: &u8| NodeKind::from_number(byte & !HAS_HANDLER).is_some();
    probes.iter().all(is_known).then_some(())?;
    let sites = SiteList {
        len: probes.len() as u32,
        bytes: counted(bytes)?,
    };
    let n_skipped = number(bytes)?;
    let skipped = (0..n_skipped)
        .map(|_| {
            let (id, reason, kind) = (text(bytes)?, text(bytes)?, byte(bytes)?);
            Some(TableSkipped {
                id,
                reason,
                kind: NodeKind::from_number(kind & !ONE_LINE)?,
                is_one_line: kind & ONE_LINE != 0,
            })
        })
        .collect::<Option<_>>()?;
    Some(SiteTable {
        mark,
        probes,
        sites,
        skipped,
    })
}

/// The kind of a node as the trace has it.
pub(crate) fn site_kind(kind: NodeKind) -> SiteKind {
    match kind {
        NodeKind::Function => SiteKind::Function,
        NodeKind::Method => SiteKind::Method,
        NodeKind::Lambda => SiteKind::Lambda,
        NodeKind::Generator => SiteKind::Generator,
        NodeKind::Coroutine => SiteKind::Coroutine,
        NodeKind::AsyncGenerator => SiteKind::AsyncGenerator,
        NodeKind::Class | NodeKind::Module | NodeKind::Macro => SiteKind::Body,
    }
}

fn put(out: &mut Vec<u8>, number: u32) {
    out.extend(number.to_le_bytes());
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u32);
    out.extend(text.as_bytes());
}

fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*head))
}

/// Bytes behind their number.
fn counted<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let len = number(bytes)? as usize;
    let (head, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    Some(head)
}

fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(counted(bytes)?).ok()
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (&head, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(head)
}
