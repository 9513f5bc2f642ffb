//! LEB128 numbers: seven bits a byte, the lowest first, the high bit set on all bytes but the last.
//!
//! A number that is not zero has no zero byte in its shortest form. The event stream relies on it.

/// The longest encoding of a `u64`, in bytes.
pub(crate) const MAX_LEN: usize = 10;

/// Appends `value`.
pub(crate) fn push(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Writes `value` at `at` and returns the address after it.
///
/// # Safety
///
/// [`MAX_LEN`] bytes from `at` on must be writable.
#[inline]
pub(crate) unsafe fn write(mut at: *mut u8, mut value: u64) -> *mut u8 {
    while value >= 0x80 {
        // SAFETY: at most `MAX_LEN` bytes are written, which the caller guarantees.
        unsafe {
            *at = value as u8 | 0x80;
            at = at.add(1);
        }
        value >>= 7;
    }
    // SAFETY: as above.
    unsafe {
        *at = value as u8;
        at.add(1)
    }
}

/// Reads a number from the front of `bytes` and moves `bytes` behind it; `None` when it is cut off, longer than 64 bits
/// or not in its shortest form (its end is not written yet).
#[inline]
pub(crate) fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for (index, &byte) in bytes.iter().enumerate().take(MAX_LEN) {
        let low = u64::from(byte & 0x7f);
        if index == MAX_LEN - 1 && low > 1 {
            return None;
        }
        value |= low << (7 * index);
        if byte < 0x80 {
            if byte == 0 && index > 0 {
                return None;
            }
            *bytes = &bytes[index + 1..];
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_have_no_zero_byte() {
        for value in (0..64)
            .flat_map(|bit| [(1u64 << bit) - 1, 1 << bit, (1 << bit) + 1])
            .chain([u64::MAX])
        {
            let mut bytes = Vec::new();
            push(&mut bytes, value);
            assert!(value == 0 || !bytes.contains(&0));
            let mut memory = [0u8; MAX_LEN];
            // SAFETY: the array has `MAX_LEN` bytes.
            let end = unsafe { write(memory.as_mut_ptr(), value) };
            assert_eq!(&memory[..end as usize - memory.as_ptr() as usize], &bytes[..]);
            let mut rest = &bytes[..];
            assert_eq!((take(&mut rest), rest.len()), (Some(value), 0));
            assert_eq!(take(&mut &bytes[..bytes.len() - 1]), None);
        }
    }

    #[test]
    fn a_number_whose_end_is_still_zero_is_refused() {
        assert_eq!(take(&mut &[0x81, 0][..]), None);
    }

    #[test]
    fn more_than_64_bits_are_refused() {
        assert_eq!(take(&mut &[0xff; 12][..]), None);
        assert_eq!(
            take(&mut &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2][..]),
            None
        );
    }
}
