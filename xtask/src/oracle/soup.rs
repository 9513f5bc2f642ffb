//! Random sequences of words: most are no Elixir, and where they stop being Elixir is what is compared.

#[path = "../../../fuzz/src/elixir/words.rs"]
mod words;

/// The `seed`th sequence.
pub(super) fn soup(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    words::sequence(1 + next(10), next)
}
