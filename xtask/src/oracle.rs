//! `cargo xtask parser-oracle DIR...`: Spile's Elixir parser beside Elixir itself, on all Elixir source in a folder.
//!
//! One Elixir per version runs as long as the comparison does (`xtask/elixir/oracle.exs`) and is given, for each
//! file, the source and what Spile made of it. Versions that are not installed come from Debian's releases in
//! folders of their own, into which it changes root.

pub(crate) mod ci;
mod files;
mod mutations;
mod scoreboard;
mod server;
mod soup;

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use spile_elixir_syntax::{Options, parse};

use crate::environment::command;
pub(crate) use files::{elixir_sources, some_sources};
use scoreboard::{Row, Tally};
pub(crate) use server::Server;

const USAGE: &str = "usage: cargo xtask parser-oracle [--root DIR]... [--version 1.14]... [--mutate FILES] [--show N] [--write] DIR...

  --root DIR      also the Elixir of the Debian that was bootstrapped into DIR; needs root
  --elixir FILE   also the Elixir that this program starts
  --version V     only these versions
  --mutate FILES  each token of so many small files per folder dropped, doubled and swapped, instead of the files as they are
  --random N      instead of files, N random sequences of words
  --show N        how many differences to show, 10 unless told
  --write         write docs/benchmarks/elixir-parser-oracle.md";

#[derive(Debug, Default)]
struct Arguments {
    roots: Vec<PathBuf>,
    programs: Vec<PathBuf>,
    versions: Vec<String>,
    mutate: Option<usize>,
    show: usize,
    random: u64,
    write: bool,
    directories: Vec<PathBuf>,
}

impl Arguments {
    fn parse(words: Vec<String>) -> Result<Arguments> {
        let mut arguments = Arguments {
            show: 10,
            ..Arguments::default()
        };
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .with_context(|| format!("{word} needs a value\n{USAGE}"))
            };
            match word.as_str() {
                "--root" => arguments.roots.push(value()?.into()),
                "--elixir" => arguments.programs.push(value()?.into()),
                "--version" => arguments.versions.push(value()?),
                "--mutate" => arguments.mutate = Some(number(&word, &value()?)?),
                "--show" => arguments.show = number(&word, &value()?)?,
                "--random" => arguments.random = number(&word, &value()?)?,
                "--write" => arguments.write = true,
                flag if flag.starts_with('-') => bail!("unknown option {flag}\n{USAGE}"),
                _ => arguments.directories.push(word.into()),
            }
        }
        ensure!(
            !arguments.directories.is_empty() || arguments.random > 0,
            "{USAGE}"
        );
        for directory in &arguments.directories {
            some_sources(directory)?;
        }
        Ok(arguments)
    }
}

fn number<T: std::str::FromStr>(option: &str, text: &str) -> Result<T> {
    text.parse()
        .map_err(|_| anyhow::anyhow!("{option} needs a number, not '{text}'"))
}

const NO_ELIXIR: &str = "there is no elixir on PATH; install one (Debian's package is called elixir), or name \
     another by --root or --elixir";

/// Of smaller sources the term as text is read back by Elixir and compared too.
const READ_BACK_BYTES: usize = 3000;

/// Larger files are not mutated: the mutants are as many as the tokens, and each as long as the file.
const MUTATED_BYTES: u64 = 6000;

/// Entry point of the command.
pub(crate) fn main(words: Vec<String>) -> Result<()> {
    let arguments = Arguments::parse(words)?;
    let mut rows = Vec::new();
    for mut server in servers(&arguments)? {
        if arguments.random > 0 {
            let row = random(&mut server, arguments.random, Shown(arguments.show))?;
            println!("{}", row.line());
            rows.push(row);
        }
        for directory in &arguments.directories {
            let mut shown = Shown(arguments.show);
            let row = compare(&mut server, directory, arguments.mutate, &mut shown)?;
            println!("{}", row.line());
            rows.push(row);
        }
    }
    if arguments.write {
        scoreboard::write(&rows)?;
    }
    let wrong: usize = rows.iter().map(|row| row.tally.wrong()).sum();
    ensure!(wrong == 0, "{wrong} sources are not read as Elixir reads them");
    Ok(())
}

fn servers(arguments: &Arguments) -> Result<Vec<Server>> {
    let mut servers = Vec::new();
    if crate::apt::on_path("elixir") {
        servers.push(Server::start(command("elixir"))?);
    }
    for root in &arguments.roots {
        let mut chroot = command("chroot");
        chroot.arg(root).arg("elixir");
        servers.push(Server::start(chroot)?);
    }
    for program in &arguments.programs {
        servers.push(Server::start(command(program))?);
    }
    ensure!(!servers.is_empty(), NO_ELIXIR);
    let found: Vec<String> = servers.iter().map(|server| server.full_version.clone()).collect();
    servers.retain(|server| {
        arguments.versions.is_empty() || arguments.versions.contains(&server.version.to_string())
    });
    ensure!(
        !servers.is_empty(),
        "no Elixir {} found, only {}",
        arguments.versions.join(" or "),
        found.join(", ")
    );
    Ok(servers)
}

/// All sources of one folder, through one Elixir.
pub(crate) fn compare(
    server: &mut Server,
    directory: &std::path::Path,
    mutate: Option<usize>,
    shown: &mut Shown,
) -> Result<Row> {
    let mut tally = Tally::default();
    let mut files = elixir_sources(directory)?;
    if mutate.is_some() {
        files.retain(|path| std::fs::metadata(path).is_ok_and(|data| data.len() <= MUTATED_BYTES));
        ensure!(
            !files.is_empty(),
            "all Elixir source below {} is longer than {MUTATED_BYTES} bytes, too long to be mutated",
            directory.display()
        );
    }
    let step = mutate.map_or(1, |wanted| (files.len() / wanted.max(1)).max(1));
    for path in files.iter().step_by(step).take(mutate.unwrap_or(usize::MAX)) {
        let Ok(source) = std::fs::read_to_string(path) else {
            tally.unreadable += 1;
            continue;
        };
        tally.bytes += source.len();
        match mutate {
            None => {
                for token_metadata in [false, true] {
                    check(server, &source, (token_metadata, true), path, &mut tally, shown)?;
                }
            }
            Some(_) => {
                for mutant in mutations::mutants(&source) {
                    check(server, &mutant, (false, false), path, &mut tally, shown)?;
                }
            }
        }
        tally.files += 1;
    }
    Ok(Row::new(server, directory, mutate.is_some(), tally))
}

/// Random sequences of words, through one Elixir.
pub(crate) fn random(server: &mut Server, count: u64, mut shown: Shown) -> Result<Row> {
    let mut tally = Tally::default();
    for seed in 1..=count {
        let text = soup::soup(seed);
        tally.bytes += text.len();
        tally.files += 1;
        let name = format!("{text:?}");
        check(
            server,
            &text,
            (seed % 2 == 0, true),
            std::path::Path::new(&name),
            &mut tally,
            &mut shown,
        )?;
    }
    Ok(Row::new(
        server,
        std::path::Path::new("random words"),
        false,
        tally,
    ))
}

/// How many differences are printed.
#[derive(Clone, Copy)]
pub(crate) struct Shown(usize);

impl Shown {
    /// Whether a difference of this kind is to be printed, which then counts.
    fn takes(&mut self, letter: char) -> bool {
        if matches!(letter, '=' | 'e' | 'x') || self.0 == 0 {
            return false;
        }
        self.0 -= 1;
        true
    }
}

fn check(
    server: &mut Server,
    source: &str,
    (token_metadata, reads_back): (bool, bool),
    path: &std::path::Path,
    tally: &mut Tally,
    shown: &mut Shown,
) -> Result<()> {
    let options = Options {
        version: server.version,
        token_metadata,
    };
    let parsed = parse(source, &options);
    let ours = match &parsed {
        Ok(ast) => ast.to_etf_result(),
        Err(error) => error.to_etf_result(),
    };
    let (mut letter, mut text) = server.compare(source, u8::from(token_metadata), &ours)?;
    // Evaluating a term takes Elixir much longer than parsing its source.
    if reads_back && matches!(letter, '=' | 'e') && source.len() <= READ_BACK_BYTES {
        let ours = parsed.map_or_else(|error| error.to_quoted(), |ast| ast.to_quoted());
        (letter, text) = server.compare(source, u8::from(token_metadata) | 2, ours.as_bytes())?;
    }
    tally.count(letter);
    if shown.takes(letter) {
        println!("{letter} {} {}\n    {text}", server.version, path.display());
        if let Some(folder) = std::env::var_os("SPILE_ORACLE_KEEP") {
            let name = format!("{}-{}.ex", server.version, shown.0);
            std::fs::write(PathBuf::from(folder).join(name), source)?;
        }
    }
    Ok(())
}
