//! `co_exceptiontable`: `Objects/exception_handling_notes.txt` (later `InternalDocs/exception_handling.md`) in CPython's
//! sources describes its format.

/// What to do when an instruction in `start..start + len` raises. All in code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) start: u32,
    pub(super) len: u32,
    pub(super) target: u32,
    /// How many values stay on the stack.
    pub(super) depth: u32,
    /// Whether the offset of the instruction that raised is pushed below the exception.
    pub(super) pushes_offset: bool,
}

/// Reads all entries; `None` when the table is not well-formed.
pub(super) fn read(table: &[u8]) -> Option<Vec<Entry>> {
    let mut bytes = table;
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let start = number(&mut bytes)?;
        let (len, target, depth) = (number(&mut bytes)?, number(&mut bytes)?, number(&mut bytes)?);
        entries.push(Entry {
            start,
            len,
            target,
            depth: depth >> 1,
            pushes_offset: depth & 1 == 1,
        });
    }
    Some(entries)
}

/// Writes entries back.
pub(super) fn write(entries: &[Entry]) -> Vec<u8> {
    let mut table = Vec::with_capacity(entries.len() * 5);
    for entry in entries {
        let at = table.len();
        push(&mut table, entry.start);
        table[at] |= 0x80;
        push(&mut table, entry.len);
        push(&mut table, entry.target);
        push(&mut table, entry.depth << 1 | u32::from(entry.pushes_offset));
    }
    table
}

/// Six bits a byte, highest first; bit 6 says that more follow, bit 7 marks the start of an entry.
fn number(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0u32;
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value = value.checked_mul(64)? | u32::from(byte & 63);
        if byte & 64 == 0 {
            return Some(value);
        }
    }
}

fn push(table: &mut Vec<u8>, value: u32) {
    let digits = (32 - value.leading_zeros()).div_ceil(6).max(1);
    for digit in (0..digits).rev() {
        let more = if digit > 0 { 64 } else { 0 };
        table.push((value >> (6 * digit) & 63) as u8 | more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_as_they_were_written() {
        let entries = [
            Entry {
                start: 0,
                len: 63,
                target: 64,
                depth: 0,
                pushes_offset: false,
            },
            Entry {
                start: 70,
                len: 100_000,
                target: 1 << 20,
                depth: 3,
                pushes_offset: true,
            },
        ];
        assert_eq!(read(&write(&entries)).as_deref(), Some(&entries[..]));
        assert_eq!(read(&[0x80, 0x41]), None);
    }
}
