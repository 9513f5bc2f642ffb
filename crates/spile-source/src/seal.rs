//! Woven files that carry their own inverse.
//!
//! [`seal`] appends one comment line that lists every insertion; [`strip`] reads it and gives the original text back,
//! byte for byte, from the woven file alone.

use std::fmt;

use crate::{Insertions, Woven};

/// The text between the language's comment sign and the list.
const MARK: &str = " spile-woven:1:";

/// Why a text cannot be stripped.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StripError {
    /// There is no seal: it was not woven, or the last line was removed.
    NoSeal,
    /// The seal cannot be read, or does not fit the text: somebody edited the file after weaving.
    Edited,
}

impl fmt::Display for StripError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSeal => f.write_str("the file has no `spile-woven` line at its end, so it is not a woven file"),
            Self::Edited => f.write_str(
                "the file was edited after weaving, so what was inserted cannot be told from what was written; \
                 weave the original again",
            ),
        }
    }
}

impl std::error::Error for StripError {}

/// Applies `insertions` to `source` and appends the seal as a comment line that starts with `comment_sign`.
/// There is one without insertions too, so that whatever was sealed can be stripped.
pub fn seal(insertions: Insertions, source: &str, comment_sign: &str, newline: &str) -> String {
    let Woven { mut text, map } = insertions.apply(source);
    let mut list = String::new();
    let mut before = 0;
    for (start, len) in map.inserted_ranges() {
        push_number(&mut list, start - before);
        push_number(&mut list, len);
        before = start + len;
    }
    let hash = fingerprint(source);
    let opening = if text.ends_with(['\n', '\r']) { "" } else { newline };
    text.push_str(&format!(
        "{opening}{comment_sign}{MARK}{}:{hash:016x}:{list}{newline}",
        opening.len()
    ));
    text
}

/// Gives back the text from which `woven` was made by [`seal`].
///
/// # Errors
/// When there is no seal, or the text was changed since.
pub fn strip(woven: &str) -> Result<String, StripError> {
    let mark = woven.rfind(MARK).ok_or(StripError::NoSeal)?;
    let line_start = woven[..mark].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let fields = woven[mark + MARK.len()..].trim_end_matches(['\n', '\r']);
    if fields.contains(['\n', '\r']) {
        return Err(StripError::NoSeal);
    }
    let mut fields = fields.splitn(3, ':');
    let mut field = || fields.next().ok_or(StripError::Edited);
    let opening: usize = field()?.parse().map_err(|_| StripError::Edited)?;
    let hash = u64::from_str_radix(field()?, 16).map_err(|_| StripError::Edited)?;
    let list = field()?;
    let text = line_start
        .checked_sub(opening)
        .and_then(|end| woven.get(..end))
        .ok_or(StripError::Edited)?;
    let mut original = String::with_capacity(text.len());
    let mut numbers = Numbers { list: list.bytes() };
    let mut at = 0;
    while let Some(gap) = numbers.next() {
        let len = numbers.next().ok_or(StripError::Edited)?;
        let end = at + gap as usize;
        original.push_str(text.get(at..end).ok_or(StripError::Edited)?);
        at = end + len as usize;
    }
    original.push_str(text.get(at..).ok_or(StripError::Edited)?);
    if fingerprint(&original) == hash {
        Ok(original)
    } else {
        Err(StripError::Edited)
    }
}

/// 64-bit FNV-1a (Fowler, Noll, Vo: <http://www.isthe.com/chongo/tech/comp/fnv/>): tells an edited file from an
/// untouched one; it is no defence against somebody who means to deceive.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Five bits a digit, least first; the sixth bit says that more follow.
fn push_number(list: &mut String, mut number: u32) {
    loop {
        let low = (number & 31) as usize;
        number >>= 5;
        let more = if number == 0 { 0 } else { 32 };
        list.push(DIGITS[low | more] as char);
        if number == 0 {
            return;
        }
    }
}

struct Numbers<'a> {
    list: std::str::Bytes<'a>,
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut number = 0u32;
        let mut shift = 0;
        loop {
            let digit = DIGITS
                .iter()
                .position(|&digit| Some(digit) == self.list.clone().next())? as u32;
            self.list.next();
            number |= (digit & 31).checked_shl(shift)?;
            if digit & 32 == 0 {
                return Some(number);
            }
            shift += 5;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ByteOffset, Shown};

    fn woven(source: &str) -> String {
        let mut insertions = Insertions::new();
        for at in [0, source.len() / 2, source.len()] {
            insertions.add(
                ByteOffset::new(at as u32),
                "<inserted>\n".repeat(at + 1),
                Shown::Hidden,
            );
        }
        seal(insertions, source, "#", "\n")
    }

    #[test]
    fn strip_gives_the_original_back() {
        for source in ["", "a", "a\nb\n", "a\r\nb", "x\r"] {
            assert_eq!(strip(&woven(source)).as_deref(), Ok(source));
        }
    }

    #[test]
    fn an_edited_file_is_refused() {
        let text = woven("a\nb\n").replace('b', "c");
        assert_eq!(strip(&text), Err(StripError::Edited));
        assert_eq!(strip("a = 1\n"), Err(StripError::NoSeal));
    }

    #[test]
    fn what_nothing_was_inserted_into_is_sealed_too() {
        for source in ["", "a = 1", "a = 1\n"] {
            let sealed = seal(Insertions::new(), source, "#", "\n");
            assert_eq!(strip(&sealed).as_deref(), Ok(source));
        }
    }
}
