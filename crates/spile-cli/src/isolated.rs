//! Why a Python did not come up with Spile: options that keep it from what Spile comes in by.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The sentence about `command`, whose program is the file `program`, if it starts Python with such an option by itself
/// or by its first line.
pub(crate) fn why(program: &Path, command: &[OsString]) -> Option<String> {
    let (name, arguments) = command.split_first()?;
    if is_python(name) {
        let words = arguments.iter().map(|word| word.to_string_lossy().into_owned());
        return sentence(name, words);
    }
    let line = first_line(program)?;
    let mut words = line.split_whitespace();
    let interpreter = words.find(|word| is_python(OsStr::new(word)))?;
    sentence(OsStr::new(interpreter), words.map(str::to_owned))
}

fn is_python(name: &OsStr) -> bool {
    let name = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("python") || name.starts_with("pypy")
}

/// What stands behind `#!` in the file.
fn first_line(program: &Path) -> Option<String> {
    // As much as the kernel looks at.
    let mut bytes = Vec::new();
    File::open(program).ok()?.take(256).read_to_end(&mut bytes).ok()?;
    let line = bytes.split(|&byte| byte == b'\n').next()?.strip_prefix(b"#!")?;
    Some(String::from_utf8_lossy(line).into_owned())
}

fn sentence(name: &OsStr, words: impl Iterator<Item = String>) -> Option<String> {
    let option = isolating_option(words)?;
    let what = match option {
        'S' => "does without the module site",
        _ => "does not look at PYTHONPATH",
    };
    Some(format!(
        "{} -{option} {what}, by which Spile comes in",
        name.display()
    ))
}

/// The first of `-I`, `-E` and `-S` among the interpreter's options, as its `getopt` reads them.
fn isolating_option(mut words: impl Iterator<Item = String>) -> Option<char> {
    while let Some(word) = words.next() {
        let letters = word.strip_prefix('-')?;
        if letters.is_empty() || letters == "-" {
            return None;
        }
        if let Some(long) = letters.strip_prefix('-') {
            if long == "check-hash-based-pycs" {
                words.next();
            }
            continue;
        }
        for (at, letter) in letters.char_indices() {
            match letter {
                'I' | 'E' | 'S' => return Some(letter),
                'c' | 'm' => return None,
                'W' | 'X' => {
                    if at + 1 == letters.len() {
                        words.next();
                    }
                    break;
                }
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_as_the_interpreter_does() {
        for (command, expected) in [
            ("python3 -I app.py", Some('I')),
            ("/usr/bin/python3.12 -bE -c pass", Some('E')),
            ("pypy3 -S", Some('S')),
            ("python -W error -X dev -sI app.py", Some('I')),
            ("python -W error::I app.py -I", None),
            ("python -c pass -I", None),
            ("python -m tool -S", None),
            ("python -mtool", None),
            ("python -XI app.py", None),
            ("python --check-hash-based-pycs never -E app.py", Some('E')),
            ("python -- -I", None),
            ("python - -I", None),
            ("true -I", None),
        ] {
            let words: Vec<OsString> = command.split(' ').map(OsString::from).collect();
            let why = why(Path::new("/nowhere"), &words);
            let told = why.map(|text| text.split(" -").nth(1).unwrap().chars().next().unwrap());
            assert_eq!(told, expected, "{command}");
        }
    }

    #[test]
    fn the_first_line_of_a_script_counts() {
        let script = std::env::temp_dir().join(format!("spile-isolated-{}", std::process::id()));
        for (line, expected) in [
            (
                "#!/usr/bin/python3 -Es",
                Some("/usr/bin/python3 -E does not look at PYTHONPATH, by which Spile comes in"),
            ),
            (
                "#!/usr/bin/env -S python3 -S",
                Some("python3 -S does without the module site, by which Spile comes in"),
            ),
            ("#!/usr/bin/python3", None),
            ("#!/bin/sh -I", None),
            ("\u{7f}ELF", None),
        ] {
            std::fs::write(&script, format!("{line}\nrest\n")).unwrap();
            assert_eq!(why(&script, &["tool".into()]).as_deref(), expected, "{line}");
        }
        std::fs::remove_file(script).unwrap();
    }
}
