//! The site table of one woven source, as the bytes that the bytecode cache keeps beside the code.
//!
//! ```text
//! table   = mark sites skipped
//! mark    = text                                     what placeholders start with
//! sites   = count { id name kind:u8 flags:u8 start end line end_line }
//! flags   = 1: it has a handler
//! skipped = count { id reason kind:u8 }
//! text    = length:u32 bytes (UTF-8)                 all numbers u32, little-endian
//! ```

use spile_core::{NodeKind, Weaving};

/// What is known about a woven source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SiteTable {
    pub(crate) mark: String,
    pub(crate) sites: Vec<TableSite>,
    /// Node ID, reason and kind of what was left alone.
    pub(crate) skipped: Vec<(String, String, NodeKind)>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TableSite {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: NodeKind,
    pub(crate) has_handler: bool,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) line: u32,
    pub(crate) end_line: u32,
}

pub(crate) fn encode(weaving: &Weaving) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 * weaving.sites.len() + 64);
    put_text(&mut out, &weaving.mark);
    put(&mut out, weaving.sites.len() as u32);
    for site in &weaving.sites {
        put_text(&mut out, &site.id);
        put_text(&mut out, &site.name);
        out.push(site.kind as u8);
        out.push(site.has_handler.into());
        for number in [
            site.range.start().to_u32(),
            site.range.end().to_u32(),
            site.line,
            site.end_line,
        ] {
            put(&mut out, number);
        }
    }
    put(&mut out, weaving.skipped.len() as u32);
    for skipped in &weaving.skipped {
        put_text(&mut out, &skipped.node.id);
        put_text(&mut out, &skipped.reason.to_string());
        out.push(skipped.node.kind as u8);
    }
    out
}

/// `None` when `bytes` are no table.
pub(crate) fn decode(mut bytes: &[u8]) -> Option<SiteTable> {
    let bytes = &mut bytes;
    let mark = text(bytes)?;
    let n_sites = number(bytes)?;
    let sites = (0..n_sites)
        .map(|_| {
            Some(TableSite {
                id: text(bytes)?,
                name: text(bytes)?,
                kind: kind(bytes)?,
                has_handler: byte(bytes)? & 1 != 0,
                start: number(bytes)?,
                end: number(bytes)?,
                line: number(bytes)?,
                end_line: number(bytes)?,
            })
        })
        .collect::<Option<_>>()?;
    let n_skipped = number(bytes)?;
    let skipped = (0..n_skipped)
        .map(|_| Some((text(bytes)?, text(bytes)?, kind(bytes)?)))
        .collect::<Option<_>>()?;
    Some(SiteTable { mark, sites, skipped })
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

fn text(bytes: &mut &[u8]) -> Option<String> {
    let len = number(bytes)? as usize;
    let (head, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    String::from_utf8(head.to_vec()).ok()
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (&head, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(head)
}

fn kind(bytes: &mut &[u8]) -> Option<NodeKind> {
    NodeKind::from_number(byte(bytes)?)
}
