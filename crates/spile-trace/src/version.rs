//! The versions of the format, which stand at the front of every file.

/// A version of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(u16);

impl Version {
    pub(crate) const TWO: Version = Version(2);
    pub(crate) const THREE: Version = Version(3);
    /// The one that is written.
    pub(crate) const CURRENT: Version = Version::THREE;
}

impl Default for Version {
    fn default() -> Version {
        Version::CURRENT
    }
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// Its version is not known.
    Version,
    /// It is something else.
    File,
}

/// The first bytes of files of a kind.
pub(crate) const fn magic(kind: u8) -> [u8; 8] {
    let [low, high] = Version::CURRENT.0.to_le_bytes();
    [b's', b'p', b'i', b'l', b'e', kind, low, high]
}

/// The version of a file of a kind that begins with `bytes`.
pub(crate) fn of(kind: u8, bytes: &[u8]) -> Result<Version, Unknown> {
    let name = &magic(kind)[..6];
    let Some(rest) = bytes.strip_prefix(name) else {
        return Err(Unknown::File);
    };
    let version = rest
        .first_chunk()
        .map(|&number| Version(u16::from_le_bytes(number)));
    let is_known = |version: &Version| (Version::TWO..=Version::CURRENT).contains(version);
    version.filter(is_known).ok_or(Unknown::Version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_versions_are_read() {
        assert_eq!(of(b'M', b"spileM\x02\0rest"), Ok(Version::TWO));
        assert_eq!(of(b'M', &magic(b'M')), Ok(Version::CURRENT));
        for other in [b"spileM\x01\0", b"spileM\x04\0", b"spileM\x02\x01"] {
            assert_eq!(of(b'M', other), Err(Unknown::Version));
        }
        assert_eq!(of(b'M', b"spileM\x02"), Err(Unknown::Version));
        for other in [&b"spileE\x02\0"[..], b"spile", b""] {
            assert_eq!(of(b'M', other), Err(Unknown::File));
        }
    }
}
