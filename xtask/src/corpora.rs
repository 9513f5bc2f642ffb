//! `cargo xtask corpora python`: the promises of weaving, over every Python file of the standard libraries and of the
//! packages whose suites `cargo xtask identity` runs. Nothing of them is run.
//!
//! Two programs look: `bindings/python/tests/corpus_check.py` asks each version of CPython, and
//! `crates/spile-python/tests/promises.rs` checks what needs no CPython. Figures go to `docs/corpora`.

mod elixir;
mod scoreboard;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::environment::{cargo, root};
use crate::identity::interpreter::{self, Interpreter};
use crate::identity::{cache, package, process, weave};
use scoreboard::{Row, Scoreboard, Texts};

const USAGE: &str = "usage: cargo xtask corpora python [--python 3.11]... [--corpus NAME]... [--native FILE] \
[--jobs N] [--only texts|cpython] [--no-write]";

/// The library of the interpreter that looks at it, with its tests.
const STDLIB: &str = "stdlib";

struct Options {
    pythons: Vec<String>,
    corpora: Vec<String>,
    /// The extension, built elsewhere.
    native: Option<PathBuf>,
    jobs: usize,
    /// Whether the promises are asked that need no CPython.
    texts: bool,
    /// Whether each version of CPython is asked.
    cpython: bool,
    write: bool,
}

impl Options {
    fn parse(args: Vec<String>) -> Result<Self> {
        let mut args = args.into_iter();
        ensure!(args.next().as_deref() == Some("python"), "{USAGE}");
        let mut options = Self {
            pythons: Vec::new(),
            corpora: Vec::new(),
            native: None,
            jobs: 2,
            texts: true,
            cpython: true,
            write: true,
        };
        while let Some(flag) = args.next() {
            let mut value = || {
                args.next()
                    .with_context(|| format!("{flag} needs a value\n{USAGE}"))
            };
            match flag.as_str() {
                "--python" => options.pythons.push(value()?),
                "--corpus" => options.corpora.push(value()?),
                "--native" => options.native = Some(std::path::absolute(value()?)?),
                "--jobs" => options.jobs = value()?.parse().context("--jobs needs a number")?,
                "--only" => match value()?.as_str() {
                    "texts" => options.cpython = false,
                    "cpython" => options.texts = false,
                    other => bail!("--only takes texts or cpython, not {other}\n{USAGE}"),
                },
                "--no-write" => options.write = false,
                _ => bail!("unknown option {flag}\n{USAGE}"),
            }
        }
        Ok(options)
    }
}

/// One corpus: its name, its version unless it is the interpreter's, where it lies.
#[derive(Clone)]
struct Corpus {
    name: String,
    version: Option<String>,
    folder: Option<PathBuf>,
}

/// Runs the command with the words after `corpora`.
///
/// # Errors
/// When a corpus cannot be had, and when a promise does not hold.
pub(crate) fn main(args: Vec<String>) -> Result<()> {
    if let Some((first, folders)) = args.split_first()
        && first == "elixir"
    {
        return elixir::run(folders);
    }
    let options = Options::parse(args)?;
    let interpreters = interpreter::discover(&options.pythons)?;
    let newest = interpreters.last().context("there is an interpreter")?;
    let corpora = corpora(newest, &options.corpora)?;
    // Others may have written meanwhile: each change begins with what is there.
    let writes = Mutex::new(());
    let change = |change: &dyn Fn(&mut Scoreboard)| {
        if !options.write {
            return Ok(());
        }
        let _alone = writes.lock().expect("no thread panics while it writes");
        let mut board = Scoreboard::load()?;
        change(&mut board);
        board.save()
    };
    if options.texts {
        let texts = ask_promises(&interpreters, &corpora)?;
        eprintln!("corpora: {}", texts.summary());
        if options.corpora.is_empty() && options.pythons.is_empty() {
            change(&|board| board.texts = Some(texts.clone()))?;
        }
    }
    if !options.cpython {
        return Ok(());
    }
    let native = match &options.native {
        Some(native) => native.clone(),
        None => {
            weave::prepare(&interpreters)?;
            installed_extension()?
        }
    };
    let units: Vec<(&Interpreter, &Corpus)> = interpreters
        .iter()
        .flat_map(|python| corpora.iter().map(move |corpus| (python, corpus)))
        .collect();
    let failures = process::in_parallel(options.jobs, &units, |_, (python, corpus)| {
        let row = ask_cpython(python, corpus, &native)
            .with_context(|| format!("{} on Python {}", corpus.name, python.version))?;
        eprintln!("corpora: {}", row.summary());
        change(&|board| board.replace(row.clone()))?;
        Ok(row.n_failures())
    })?;
    let n_failures: u64 = failures.iter().sum();
    ensure!(n_failures == 0, "{n_failures} promises do not hold");
    Ok(())
}

/// The corpora that were asked for, all when none was.
fn corpora(python: &Interpreter, wanted: &[String]) -> Result<Vec<Corpus>> {
    let mut all = vec![Corpus {
        name: STDLIB.to_owned(),
        version: None,
        folder: None,
    }];
    let packages = package::load_all()?;
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    if let Some(unknown) = wanted
        .iter()
        .find(|name| *name != STDLIB && packages.iter().all(|package| package.name != **name))
    {
        bail!("no corpus {unknown}: there are {STDLIB} and the packages of suites.json");
    }
    for package in packages.iter().filter(|package| is_wanted(&package.name)) {
        all.push(Corpus {
            name: package.name.clone(),
            version: Some(package.version.clone()),
            folder: Some(package.source(python)?),
        });
    }
    all.retain(|corpus| is_wanted(&corpus.name));
    Ok(all)
}

/// Where the wheel's extension was installed.
fn installed_extension() -> Result<PathBuf> {
    let python = weave::program()?.with_file_name("python");
    let code = "import spile._native as native; print(native.__file__)";
    answer(Command::new(python).args(["-I", "-c", code]))
}

/// The directory of an interpreter's standard library.
pub(crate) fn stdlib_of(python: &Interpreter) -> Result<PathBuf> {
    let code = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    answer(Command::new(&python.program).args(["-I", "-c", code]))
}

fn answer(command: &mut Command) -> Result<PathBuf> {
    let output = command.stdin(Stdio::null()).output()?;
    ensure!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?.trim_end().into())
}

/// What CPython says about one corpus.
fn ask_cpython(python: &Interpreter, corpus: &Corpus, native: &Path) -> Result<Row> {
    let figures = cache::folder("corpora")?.join(format!("{}-{}.json", python.version, corpus.name));
    let _ = std::fs::remove_file(&figures);
    let mut check = Command::new(&python.program);
    check
        .args(["-X", "utf8"])
        .arg(root().join("bindings/python/tests/corpus_check.py"))
        .arg("--native")
        .arg(native)
        .arg("--json")
        .arg(&figures);
    match &corpus.folder {
        Some(folder) => check.arg(folder),
        // What else is installed there differs from machine to machine.
        None => check.args(["--exclude", "site-packages"]).arg(stdlib_of(python)?),
    };
    check.env("PYTHONHASHSEED", "0").env_remove("PYTHONPATH");
    let output = check.stdin(Stdio::null()).output()?;
    // A status of 1 says that promises do not hold, which the figures tell as well.
    let text = std::fs::read_to_string(&figures).with_context(|| {
        format!(
            "the check did not come to an end: {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })?;
    Ok(Row {
        corpus: corpus.name.clone(),
        version: corpus.version.clone().unwrap_or_else(|| python.version.clone()),
        seen: serde_json::from_str(&text).context("what the check wrote is not as expected")?,
    })
}

/// What must hold of the texts alone.
fn ask_promises(interpreters: &[Interpreter], corpora: &[Corpus]) -> Result<Texts> {
    let mut folders = Vec::new();
    for corpus in corpora {
        match &corpus.folder {
            Some(folder) => folders.push(folder.clone()),
            None => {
                for python in interpreters {
                    folders.push(stdlib_of(python)?);
                }
            }
        }
    }
    let started = Instant::now();
    let mut test = cargo();
    test.args(["test", "--quiet", "--release", "--locked", "-p", "spile-python"])
        .args(["--test", "promises", "every_file_keeps_its_promises"])
        .args(["--", "--exact", "--nocapture"])
        .env("SPILE_CORPUS", std::env::join_paths(folders)?)
        .env("SPILE_CORPUS_ALL", "1");
    let output = test.stdin(Stdio::null()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.success(),
        "the promises that need no CPython do not hold: {text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let line = text
        .lines()
        .find(|line| line.contains("definitions woven"))
        .context("the test of the promises does not say what it has seen")?;
    Texts::parse(line, started.elapsed().as_secs_f64())
}
