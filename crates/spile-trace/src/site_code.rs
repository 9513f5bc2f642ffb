//! Numbers of sites, encoded once and written often.

/// A site's number as it stands in an entry.
///
/// From the low end: the bytes of the varint, five at most; in the last byte how many they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiteCode(u64);

impl SiteCode {
    /// Encodes the number of a site.
    #[inline]
    pub fn new(site: u32) -> SiteCode {
        let (mut rest, mut bytes, mut len) = (u64::from(site) + 1, 0, 0);
        while rest >= 0x80 {
            bytes |= (rest & 0x7f | 0x80) << (8 * len);
            rest >>= 7;
            len += 1;
        }
        SiteCode(bytes | rest << (8 * len) | (len + 1) << 56)
    }

    #[inline(always)]
    pub(crate) fn bytes(self) -> u64 {
        self.0 & ((1 << 40) - 1)
    }

    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        (self.0 >> 56) as usize
    }
}
