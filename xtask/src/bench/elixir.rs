//! `cargo xtask bench elixir [--quick] [--write] [DIR...]`: what weaving costs an Elixir program.
//!
//! Compiling: the CPU time of `elixirc` on the sources of a project, plain and woven, in turns, and the size of what comes out.
//! Calling: what a call takes without probes, with probes whose runtime does nothing, and with `Spile.Console`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use spile_core::{Actions, Asks, EntryExit};
use spile_elixir::weave::{ElixirPlan, weave};

use super::machine;
use super::statistics::{Middle, median};
use crate::apt;
use crate::environment::{command, root, state};
use crate::oracle;
use crate::steps::{Log, Runner};

const USAGE: &str = "usage: cargo xtask bench elixir [--quick] [--write] [DIR...]";

/// Those of Elixir's own applications that are compiled when no project is named.
const APPLICATIONS: [&str; 4] = ["eex", "logger", "ex_unit", "mix"];

/// Entry point; `words` are those behind the name.
pub(super) fn main(words: Vec<String>) -> Result<()> {
    let (flags, folders): (Vec<String>, Vec<String>) =
        words.into_iter().partition(|word| word.starts_with('-'));
    if let Some(unknown) = flags
        .iter()
        .find(|flag| !["--quick", "--write"].contains(&flag.as_str()))
    {
        bail!("unknown option {unknown}\n{USAGE}");
    }
    let has = |name: &str| flags.iter().any(|flag| flag == name);
    let quick = has("--quick");
    ensure!(
        !(quick && has("--write")),
        "--write needs all turns, without --quick"
    );
    ensure!(
        apt::on_path("elixir"),
        "there is no elixir on PATH; Debian's package is called elixir"
    );
    let runner = Runner::new(state().join("logs").join("bench"), Vec::new());
    let load = machine::load();
    let tables = runner.needed("elixir", |log| Bench::prepare(quick, log)).and_then(|bench| {
        let compiling = runner.needed("compiling", |log| {
            let projects = match folders[..] {
                [] => own_applications(log)?,
                _ => folders.iter().map(PathBuf::from).collect(),
            };
            compiling(&bench, &projects, log)
        })?;
        let calling = runner.needed("calling", |log| calling(&bench, log))?;
        Some(format!(
            "# What weaving costs an Elixir program\n\nMade by `cargo xtask bench elixir`: Elixir {}, {}; load {load} at the start. CPU time, medians of turns.\n{compiling}{calling}",
            bench.version,
            machine::processor(),
        ))
    });
    runner.finish(0)?;
    let page = tables.context("nothing was measured")?;
    println!("{page}");
    if has("--write") {
        fs::write(root().join("docs/benchmarks/elixir.md"), page)?;
    }
    Ok(())
}

/// `lib/APP` of the source that Debian has of the Elixir that is installed.
fn own_applications(log: &mut Log) -> Result<Vec<PathBuf>> {
    let repository = crate::elixir::tree(&oracle::ci::elixir_source(log)?)?;
    Ok(APPLICATIONS
        .iter()
        .map(|name| repository.join("lib").join(name))
        .collect())
}

/// What all measurements share.
struct Bench {
    work: PathBuf,
    version: String,
    /// The compiled package.
    ebin: PathBuf,
    quick: bool,
}

impl Bench {
    fn prepare(quick: bool, log: &mut Log) -> Result<Self> {
        let work = state().join("bench").join("elixir");
        let ebin = work.join("ebin");
        fs::create_dir_all(&ebin)?;
        let lib = root().join("bindings/elixir/lib");
        log.run(command("elixirc").arg("-o").arg(&ebin).arg(lib.join("**/*.ex")))?;
        let said = log.output(command("elixir").arg("--version"))?;
        let version = said.lines().find_map(|line| line.strip_prefix("Elixir "));
        let version = version
            .and_then(|rest| rest.split(' ').next())
            .context("elixir tells no version")?;
        Ok(Self {
            version: version.to_owned(),
            work,
            ebin,
            quick,
        })
    }

    /// Compiles the sources in `from` into a folder, and tells CPU seconds and bytes.
    fn compile(&self, from: &Path, log: &mut Log) -> Result<(f64, u64)> {
        let to = from.join("ebin");
        if to.exists() {
            fs::remove_dir_all(&to)?;
        }
        fs::create_dir_all(&to)?;
        let times = self.work.join("times");
        let mut elixirc = command("env");
        elixirc
            .args(["time", "-f", "%U %S", "-o"])
            .arg(&times)
            .args(["elixirc", "--ignore-module-conflict", "-pa"])
            .arg(&self.ebin)
            .args(["-o", "ebin", "lib/**/*.ex"])
            .current_dir(from);
        log.run(&mut elixirc)?;
        let text =
            fs::read_to_string(&times).context("cannot run `time`; Debian's package is called time")?;
        let cpu_s = text
            .split_whitespace()
            .filter_map(|word| word.parse::<f64>().ok())
            .sum();
        let mut bytes = 0;
        for entry in fs::read_dir(&to)? {
            bytes += entry?.metadata()?.len();
        }
        Ok((cpu_s, bytes))
    }
}

/// Entry and exit of everything, anonymous functions too.
fn everything() -> ElixirPlan {
    ElixirPlan::entry_and_exit(Asks::default())
}

fn compiling(bench: &Bench, projects: &[PathBuf], log: &mut Log) -> Result<String> {
    let turns = if bench.quick { 1 } else { 5 };
    let mut table = String::from(
        "\n## Compiling\n\n`elixirc` on `lib`, all functions and anonymous functions woven with entry and exit, as text. What is woven is\nread, expanded and compiled; weaving itself is Rust's and takes the time of its own column.\n\n\
         | project | files | plain, s | woven | weaving, s | size of the modules |\n|---|--:|--:|--:|--:|--:|\n",
    );
    for project in projects {
        let name = project
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let folder = |kind: &str| bench.work.join(&name).join(kind);
        let mut sources = 0;
        let mut weaving_s = 0.0;
        for kind in ["plain", "woven"] {
            let to = folder(kind);
            if to.exists() {
                fs::remove_dir_all(&to)?;
            }
            fs::create_dir_all(&to)?;
            log.run(command("cp").arg("-R").arg(project.join("lib")).arg(&to))?;
        }
        for path in oracle::some_sources(&folder("woven").join("lib"))? {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let start = std::time::Instant::now();
            let woven =
                weave(&text, &name, &everything()).map(|weaving| weaving.insertions.apply(&text).text);
            weaving_s += start.elapsed().as_secs_f64();
            if let Ok(woven) = woven {
                sources += 1;
                fs::write(&path, woven)?;
            }
        }
        let mut taken = Vec::new();
        for _ in 0..turns {
            taken.push((
                bench.compile(&folder("plain"), log)?,
                bench.compile(&folder("woven"), log)?,
            ));
        }
        let ratio = Middle::of(taken.iter().map(|(plain, woven)| woven.0 / plain.0));
        writeln!(
            table,
            "| {name} | {sources} | {:.1} | {:.2}x (± {:.0} %) | {weaving_s:.2} | {:.2}x |",
            median(taken.iter().map(|(plain, _)| plain.0)),
            ratio.median,
            ratio.error() * 100.0,
            taken[0].1.1 as f64 / taken[0].0.1 as f64,
        )?;
    }
    Ok(table)
}

/// Name of the variant, what it says in the table.
const VARIANTS: [(&str, &str); 4] = [
    ("plain", "plain, ns"),
    ("probes", "entry and exit"),
    ("values", "with arguments and value"),
    ("console", "printed, μs"),
];

const WORKLOADS: [(&str, &str); 4] = [
    ("add", "`add(a, b)`, a sum"),
    ("count", "`count(n)`, which ends in a call of itself"),
    ("fib", "`fib(n)`, which awaits two calls"),
    ("reply", "`reply(message, from, state)`, a callback"),
];

fn calling(bench: &Bench, log: &mut Log) -> Result<String> {
    let source = fs::read_to_string(root().join("xtask/bench/elixir_cost/programs.ex"))?;
    let mut arguments = Vec::new();
    for (variant, _) in VARIANTS {
        let named = source.replace(
            "NAME",
            &format!("Bench.{}{}", variant[..1].to_uppercase(), &variant[1..]),
        );
        let text = match variant {
            "plain" => named,
            _ => woven(&named, variant)?,
        };
        let path = bench.work.join(format!("{variant}.ex"));
        fs::write(&path, text)?;
        arguments.push(format!("{variant}:{}", path.display()));
    }
    let (turns, calls) = if bench.quick {
        ("1", "100000")
    } else {
        ("9", "3000000")
    };
    let mut elixir = command("elixir");
    elixir
        .arg("-pa")
        .arg(&bench.ebin)
        .arg(root().join("xtask/bench/elixir_cost/calls.exs"))
        .args([turns, calls])
        .args(arguments);
    let output = elixir.output().context("elixir")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "calls.exs failed: {said}");
    let mut taken: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    for line in said.lines() {
        if let [workload, variant, ns] = line.split(' ').collect::<Vec<_>>()[..] {
            taken.entry((workload, variant)).or_default().push(ns.parse()?);
        }
    }
    log.line(&said);
    let mut table = String::from(
        "\n## Calling\n\nA call as it is, and what is added to it: by probes whose runtime does nothing, which is the least that any recorder\nadds, and by `Spile.Console` whose lines a process takes and throws away.\n\n| function |",
    );
    for (_, title) in VARIANTS {
        write!(table, " {title} |")?;
    }
    table += "\n|---|--:|--:|--:|--:|\n";
    for (workload, title) in WORKLOADS {
        let of = |variant: &str| -> Result<f64> {
            let times = taken
                .get(&(workload, variant))
                .context("calls.exs printed no such row")?;
            Ok(median(times.iter().copied()))
        };
        let plain = of("plain")?;
        writeln!(
            table,
            "| {title} | {plain:.1} | +{:.1} | +{:.1} | +{:.1} |",
            of("probes")? - plain,
            of("values")? - plain,
            (of("console")? - plain) / 1e3,
        )?;
    }
    Ok(table)
}

/// The programs with probes. Two variants call a runtime that does nothing.
fn woven(source: &str, variant: &str) -> Result<String> {
    let mut plan = everything();
    if variant != "probes" {
        let entry_exit = EntryExit {
            arguments: true,
            value: true,
            ..EntryExit::default()
        };
        plan.actions = Actions {
            entry_exit: Some(entry_exit),
            ..Actions::default()
        };
    }
    let weaving = weave(source, "programs", &plan).map_err(|error| anyhow!("{error}"))?;
    let text = weaving.insertions.apply(source).text;
    Ok(match variant {
        "console" => text,
        _ => text.replace("calls: true", "calls: true, runtime: Bench.Quiet"),
    })
}
