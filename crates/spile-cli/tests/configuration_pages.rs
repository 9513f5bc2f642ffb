//! The pages of `fixtures/configuration`: what the program says of a configuration and its sources. `docs/fixtures.md` says
//! what a page is.

mod test_directory;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use test_directory::TestDirectory;

/// A directory for the files of one heading. It goes away with the test.
struct Directory(TestDirectory);

impl Directory {
    fn new() -> Self {
        let path = TestDirectory::new();
        fs::create_dir_all(path.join(".git")).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What a command line prints, errors last, and its exit status when that is not 0.
    fn run(&self, line: &str) -> Vec<String> {
        let words = line
            .strip_prefix("spile ")
            .unwrap_or_else(|| panic!("`{line}` is no command of ours"));
        // Arguments with spaces stand in single quotes.
        let mut args = Vec::new();
        for (at, part) in words.split('\'').enumerate() {
            match at % 2 {
                0 => args.extend(part.split_whitespace().map(str::to_owned)),
                _ => args.push(part.to_owned()),
            }
        }
        let output = Command::new(env!("CARGO_BIN_EXE_spile"))
            .args(args)
            .current_dir(&self.0)
            .env("XDG_CACHE_HOME", self.0.join(".cache"))
            .output()
            .unwrap();
        let texts = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        let mut lines: Vec<String> = texts
            .iter()
            .flat_map(|text| text.lines())
            .map(str::to_owned)
            .collect();
        match output.status.code() {
            Some(0) => {}
            status => lines.push(format!("exit status {}", status.unwrap_or(-1))),
        }
        lines
    }
}

/// The page as it should be.
fn checked(page: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut directory = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out.push(line.to_owned());
        if line.starts_with('#') {
            directory = Some(Directory::new());
        }
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let directory = directory
            .as_ref()
            .expect("a heading stands before the first fence");
        match info.split(' ').collect::<Vec<_>>()[..] {
            ["toml", name] | ["python", name] => {
                directory.write(name, &(body.join("\n") + "\n"));
                out.extend(body.into_iter().map(str::to_owned));
            }
            ["console"] => {
                for command in body.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    out.push(format!("$ {command}"));
                    out.extend(directory.run(command));
                }
            }
            _ => panic!("there is no fence `{info}`"),
        }
        out.push("```".to_owned());
    }
    out.join("\n") + "\n"
}

#[test]
fn pages_show_what_the_program_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/configuration");
    let is_blessing = std::env::var_os("SPILE_BLESS").is_some_and(|value| !value.is_empty());
    assert!(
        !is_blessing || std::env::var_os("CI").is_none(),
        "nothing is blessed here"
    );
    let mut pages: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.sort();
    assert!(!pages.is_empty());
    for path in pages {
        let page = fs::read_to_string(&path).unwrap();
        let checked = checked(&page);
        assert!(page.contains("\n$ spile "), "{} runs nothing", path.display());
        if is_blessing {
            fs::write(&path, checked).unwrap();
            continue;
        }
        for (found, expected) in page.lines().zip(checked.lines()) {
            assert_eq!(found, expected, "in {}", path.display());
        }
        assert_eq!(page, checked, "in {}", path.display());
    }
}
