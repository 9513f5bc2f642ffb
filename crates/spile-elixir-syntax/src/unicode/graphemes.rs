//! Grapheme clusters, which are what columns inside of strings count.

use unicode_segmentation::UnicodeSegmentation;

use crate::version::ElixirVersion;

/// Bytes of the first grapheme cluster.
pub(crate) fn first_grapheme(text: &str, version: ElixirVersion) -> usize {
    let Some(cluster) = text.graphemes(true).next() else {
        return 0;
    };
    if version >= ElixirVersion::V1_20 {
        return cluster.len();
    }
    // Erlang/OTP 25 to 27 do not join conjuncts (rule GB9c of Unicode 15.1), OTP 29 does.
    let mut previous = '\0';
    for (at, char) in cluster.char_indices() {
        if at > 0 && is_conjunct_consonant(char) && previous != '\u{0D4E}' {
            return at;
        }
        previous = char;
    }
    cluster.len()
}

/// `Indic_Conjunct_Break=Consonant` of Unicode's `DerivedCoreProperties.txt`.
fn is_conjunct_consonant(char: char) -> bool {
    matches!(char as u32,
        0x0915..=0x0939 | 0x0958..=0x095F | 0x0978..=0x097F | 0x0995..=0x09A8 | 0x09AA..=0x09B0 | 0x09B2
        | 0x09B6..=0x09B9 | 0x09DC..=0x09DD | 0x09DF | 0x09F0..=0x09F1 | 0x0A95..=0x0AA8 | 0x0AAA..=0x0AB0
        | 0x0AB2..=0x0AB3 | 0x0AB5..=0x0AB9 | 0x0AF9 | 0x0B15..=0x0B28 | 0x0B2A..=0x0B30 | 0x0B32..=0x0B33
        | 0x0B35..=0x0B39 | 0x0B5C..=0x0B5D | 0x0B5F | 0x0B71 | 0x0C15..=0x0C28 | 0x0C2A..=0x0C39
        | 0x0C58..=0x0C5A | 0x0D15..=0x0D3A)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conjuncts_are_one_cluster_since_1_20() {
        let text = "স্পর্শ";
        assert_eq!(first_grapheme(text, ElixirVersion::V1_18), "স্".len());
        assert_eq!(first_grapheme(text, ElixirVersion::V1_20), "স্প".len());
        assert_eq!(first_grapheme("👩‍👩‍👧x", ElixirVersion::V1_14), "👩‍👩‍👧".len());
        assert_eq!(first_grapheme("", ElixirVersion::V1_20), 0);
    }
}
