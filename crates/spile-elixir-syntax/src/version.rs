//! The versions of Elixir whose AST is reproduced.

use std::fmt;
use std::str::FromStr;

/// A minor version of Elixir: the AST, its metadata and what is accepted differ from one to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ElixirVersion {
    /// Elixir 1.14
    V1_14,
    /// Elixir 1.15
    V1_15,
    /// Elixir 1.16
    V1_16,
    /// Elixir 1.17
    V1_17,
    /// Elixir 1.18
    V1_18,
    /// Elixir 1.19
    V1_19,
    /// Elixir 1.20
    V1_20,
}

impl ElixirVersion {
    /// All versions, oldest first.
    pub const ALL: [ElixirVersion; 7] = [
        ElixirVersion::V1_14,
        ElixirVersion::V1_15,
        ElixirVersion::V1_16,
        ElixirVersion::V1_17,
        ElixirVersion::V1_18,
        ElixirVersion::V1_19,
        ElixirVersion::V1_20,
    ];
    /// The newest version known.
    pub const NEWEST: ElixirVersion = ElixirVersion::V1_20;

    /// The number behind `1.`.
    #[must_use]
    pub const fn minor(self) -> u32 {
        14 + self as u32
    }
}

impl fmt::Display for ElixirVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.minor())
    }
}

/// A text that names no known version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownVersion {
    text: String,
}

impl fmt::Display for UnknownVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown Elixir version {:?}: {} to {} are known",
            self.text,
            ElixirVersion::ALL[0],
            ElixirVersion::NEWEST
        )
    }
}

impl std::error::Error for UnknownVersion {}

impl FromStr for ElixirVersion {
    type Err = UnknownVersion;

    /// Takes `1.18`, and `1.18.3` or `1.18.0-rc.1` as the same.
    fn from_str(text: &str) -> Result<Self, UnknownVersion> {
        let unknown = || UnknownVersion {
            text: text.to_owned(),
        };
        let mut parts = text.split('.');
        if parts.next() != Some("1") {
            return Err(unknown());
        }
        let minor = parts.next().unwrap_or_default();
        let minor = minor.split('-').next().unwrap_or_default();
        ElixirVersion::ALL
            .into_iter()
            .find(|version| version.minor().to_string() == minor)
            .ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_with_and_without_patch() {
        assert_eq!("1.18.3".parse(), Ok(ElixirVersion::V1_18));
        assert_eq!("1.20".parse(), Ok(ElixirVersion::V1_20));
        assert_eq!("1.20-rc.0".parse(), Ok(ElixirVersion::V1_20));
        assert!("1.13".parse::<ElixirVersion>().is_err());
        assert!("2.14".parse::<ElixirVersion>().is_err());
        assert!("".parse::<ElixirVersion>().is_err());
    }
}
