//! Escapes inside of strings: `\n`, `\x41`, `\u00e9`, `\u{1F600}`.

use crate::version::ElixirVersion;

/// The character that a backslash and `byte` stand for.
pub(super) fn simple(byte: u8) -> u8 {
    match byte {
        b'0' => 0,
        b'a' => 7,
        b'b' => 8,
        b'd' => 0x7f,
        b'e' => 0x1b,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b's' => b' ',
        b't' => b'\t',
        b'v' => 0x0b,
        other => other,
    }
}

/// A message and the escape it is about.
pub(super) type Invalid = (String, &'static str);

/// Appends `text` to `out`, its escapes resolved.
pub(super) fn unescape(text: &[u8], out: &mut Vec<u8>, version: ElixirVersion) -> Result<(), Invalid> {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        rest = match rest {
            [b'x', after @ ..] => hex(after, out, version)?,
            [b'u', after @ ..] => unicode(after, out)?,
            [b'\n', after @ ..] | [b'\r', b'\n', after @ ..] => after,
            [byte, after @ ..] => {
                out.push(simple(*byte));
                after
            }
            [] => {
                out.push(b'\\');
                rest
            }
        };
    }
    out.extend_from_slice(rest);
    Ok(())
}

fn hex<'t>(rest: &'t [u8], out: &mut Vec<u8>, version: ElixirVersion) -> Result<&'t [u8], Invalid> {
    if let [high, low, after @ ..] = rest
        && let (Some(high), Some(low)) = (digit(*high), digit(*low))
    {
        out.push((high << 4 | low) as u8);
        return Ok(after);
    }
    if version < DEPRECATED_HEX_GONE {
        if let [one, after @ ..] = rest
            && digit(*one).is_some()
        {
            return append(&rest[..1], out).map(|()| after);
        }
        if let Some((digits, after)) = braced(rest) {
            return append(digits, out).map(|()| after);
        }
    }
    let message = "invalid hex escape character, expected \\xHH where H is a hexadecimal digit";
    Err((message.into(), "\\x"))
}

/// `\xH` and `\x{H*}` were code points before this version.
const DEPRECATED_HEX_GONE: ElixirVersion = ElixirVersion::V1_20;

fn unicode<'t>(rest: &'t [u8], out: &mut Vec<u8>) -> Result<&'t [u8], Invalid> {
    if rest.len() >= 4 && rest[..4].iter().all(u8::is_ascii_hexdigit) {
        return append(&rest[..4], out).map(|()| &rest[4..]);
    }
    if let Some((digits, after)) = braced(rest) {
        return append(digits, out).map(|()| after);
    }
    let message =
        "invalid Unicode escape character, expected \\uHHHH or \\u{H*} where H is a hexadecimal digit";
    Err((message.into(), "\\u"))
}

/// One to six digits in braces.
fn braced(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let inner = rest.strip_prefix(b"{")?;
    let len = inner
        .iter()
        .take(7)
        .take_while(|byte| byte.is_ascii_hexdigit())
        .count();
    ((1..=6).contains(&len) && inner.get(len) == Some(&b'}')).then(|| (&inner[..len], &inner[len + 1..]))
}

fn digit(byte: u8) -> Option<u32> {
    (byte as char).to_digit(16)
}

fn append(digits: &[u8], out: &mut Vec<u8>) -> Result<(), Invalid> {
    let code = digits
        .iter()
        .fold(0, |code, byte| code << 4 | digit(*byte).unwrap_or(0));
    match char::from_u32(code) {
        Some(char) => {
            out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
            Ok(())
        }
        None => {
            let digits = String::from_utf8_lossy(digits);
            let message = format!("invalid or reserved Unicode code point \\u{{{digits}}}");
            Err((message, "\\u"))
        }
    }
}
