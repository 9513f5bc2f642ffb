//! Broken variants of a source: each token dropped, doubled, or swapped with the next.

/// All mutants of a source, its tokens taken roughly: words, numbers, single other characters.
pub(super) fn mutants(source: &str) -> impl Iterator<Item = String> {
    let tokens = tokens(source);
    (0..tokens.len()).flat_map(move |index| {
        let (start, end) = tokens[index];
        let dropped = format!("{}{}", &source[..start], &source[end..]);
        let doubled = format!("{} {}", &source[..end], &source[start..]);
        let swapped = tokens.get(index + 1).map(|(next, last)| {
            format!(
                "{}{}{}{}{}",
                &source[..start],
                &source[*next..*last],
                &source[end..*next],
                &source[start..end],
                &source[*last..]
            )
        });
        [Some(dropped), Some(doubled), swapped].into_iter().flatten()
    })
}

fn tokens(source: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut chars = source.char_indices().peekable();
    let word = |char: char| char.is_alphanumeric() || char == '_';
    let operator = |char: char| "+-*/=<>|&^~!.:\\".contains(char);
    while let Some((start, first)) = chars.next() {
        if first == ' ' || first == '\t' {
            continue;
        }
        let mut end = start + first.len_utf8();
        let joins: Option<&dyn Fn(char) -> bool> = if word(first) {
            Some(&word)
        } else if operator(first) {
            Some(&operator)
        } else {
            None
        };
        if let Some(joins) = joins {
            while let Some((at, char)) = chars.next_if(|(_, char)| joins(*char)) {
                end = at + char.len_utf8();
            }
        }
        tokens.push((start, end));
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_is_dropped_doubled_and_swapped() {
        let mutants: Vec<String> = mutants("ab |> c").collect();
        assert_eq!(
            mutants,
            [
                " |> c",
                "ab ab |> c",
                "|> ab c",
                "ab  c",
                "ab |> |> c",
                "ab c |>",
                "ab |> ",
                "ab |> c c"
            ]
        );
    }
}
