//! The command line. The doc comments are the help.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use spile_config::keys::{self, Key, Kind};
use spile_config::{Console, Mode};
use spile_trace::human;

/// Records what a program does, without changing it.
#[derive(Debug, Parser)]
#[command(
    name = "spile",
    bin_name = "spile",
    version,
    no_binary_name = true,
    disable_help_subcommand = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a command and record the calls of the Python programs it starts
    Run(RunArgs),
    /// Show where the time of a run went
    ///
    /// Own time is the function's own together with that of everything it called that is not recorded: functions in C, and those
    /// of modules that no target selects. Where the trace tells that apart (run --outside), it has a column of its own. Recorded with --target
    /// '**', dependencies have rows of their own. What the last lines tell as outside is the time in which a thread was there and no recorded function was on it.
    Top(TopArgs),
    /// Show what was woven in a run, what was not and why, and how much was recorded
    Stats(StatsArgs),
    /// Show who called whom in a run
    ///
    /// Own time is the function's own together with that of everything it called that is not recorded: functions in C, and those
    /// of modules that no target selects. Where the trace tells that apart (run --outside), it has a column of its own. A lane's time outside is that in which its thread was there and no recorded function
    /// was on it.
    Tree(TreeArgs),
    /// Show single calls of a run by name, caller, lane, exception or duration
    Find(FindArgs),
    /// Show which exceptions left which functions in a run
    Errors(ErrorsArgs),
    /// Show the calls of a run that took the longest
    Slow(SlowArgs),
    /// Show the files that a run recorded
    Sources(SourcesArgs),
    /// List the recorded runs of this project
    Runs(RunsArgs),
    /// Remove recorded runs
    Rm(RmArgs),
    /// Show what would be recorded, without running anything
    Targets(TargetsArgs),
    /// Explain why a definition is or is not recorded
    Explain(ExplainArgs),
    /// List the definitions, statements and expressions of source files and their IDs
    Nodes(NodesArgs),
    /// Print a file as it is woven
    Weave(WeaveArgs),
    /// Print a woven file as it was written
    Strip(StripArgs),
    /// Print an Elixir file as Elixir's own AST
    Ast(AstArgs),
    /// Write a configuration to begin with
    Init,
    /// Check the configuration, and show what each of its rules selects
    Check(CheckArgs),
    /// Print the JSON schema of configuration files
    Schema(SchemaArgs),
    /// Check that recording works here
    Doctor,
    /// Print a script that completes the words of this program in a shell
    Completions(CompletionsArgs),
}

/// What is to be recorded.
#[derive(Debug, clap::Args)]
pub(crate) struct RuleArgs {
    /// Configuration file [default: the nearest spile.toml or pyproject.toml with [tool.spile], here or above]
    #[arg(short, long = "config", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[arg(long = "target", value_name = "SELECTOR", help = help_of(&keys::TARGETS))]
    pub(crate) targets: Vec<String>,
    #[arg(long = "exclude", value_name = "SELECTOR", help = help_of(&keys::EXCLUDE))]
    pub(crate) excludes: Vec<String>,
    #[arg(long, value_name = "BOOL", help = keys::BODIES.summary, num_args = 0..=1, require_equals = true,
        default_missing_value = "true", hide_possible_values = true)]
    pub(crate) bodies: Option<bool>,
    #[arg(long, value_name = "BOOL", help = keys::OUTSIDE.summary, num_args = 0..=1, require_equals = true,
        default_missing_value = "true", hide_possible_values = true)]
    pub(crate) outside: Option<bool>,
}

/// `spile targets`.
#[derive(Debug, clap::Args)]
pub(crate) struct TargetsArgs {
    /// Source files and directories
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Show what would be inserted, as a unified diff
    #[arg(long)]
    pub(crate) diff: bool,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// `spile explain`.
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// A line of a source file, or a node ID as `spile nodes` prints it
    #[arg(value_name = "PATH:LINE|NODE_ID")]
    pub(crate) what: String,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// `spile check`.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// Configuration file [default: the nearest spile.toml or pyproject.toml with [tool.spile], here or above]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// `spile schema`.
#[derive(Debug, clap::Args)]
pub(crate) struct SchemaArgs {
    /// Configuration file, whose own patterns and actions are named as well
    pub(crate) file: Option<PathBuf>,
}

/// `spile run`.
#[derive(Debug, clap::Args)]
#[command(override_usage = "spile run [OPTIONS] -- COMMAND...")]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Record arguments and returned values
    #[arg(long = "args")]
    pub(crate) values: bool,
    #[arg(long, value_name = "FORMAT", help = keys::CONSOLE.summary, num_args = 0..=1, require_equals = true,
        default_missing_value = "simple", value_parser = console_parser())]
    pub(crate) console: Option<Console>,
    #[arg(short, long = "output", value_name = "PATH", help = help_of(&keys::OUTPUT))]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, value_name = "N", help = help_of(&keys::KEEP), value_parser = keep_parser())]
    pub(crate) keep: Option<usize>,
    #[arg(long, value_name = "SIZE", help = help_of(&keys::LIMIT), value_parser = spile_config::parse_size)]
    pub(crate) limit: Option<u64>,
    #[arg(long, help = help_of(&keys::MODE), value_parser = mode_parser())]
    pub(crate) mode: Option<Mode>,
    #[arg(short, long, value_name = "BOOL", help = keys::QUIET.summary, num_args = 0..=1, require_equals = true,
        default_missing_value = "true", hide_possible_values = true)]
    pub(crate) quiet: Option<bool>,
    /// The command and its arguments
    #[arg(
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "COMMAND"
    )]
    pub(crate) command: Vec<OsString>,
}

/// What a key of the configuration means, and what holds without it.
fn help_of(key: &Key) -> String {
    match key.default {
        Some(default) => format!("{} [default: {default}]", key.summary),
        None => key.summary.to_owned(),
    }
}

fn words_of(key: &Key) -> Vec<PossibleValue> {
    let words = match key.kind {
        Kind::Word(words) | Kind::WordOrBoolean(words) => words,
        _ => &[],
    };
    let value = |(word, meaning): &(&'static str, &'static str)| PossibleValue::new(*word).help(*meaning);
    words.iter().map(value).collect()
}

fn mode_parser() -> impl TypedValueParser<Value = Mode> {
    PossibleValuesParser::new(words_of(&keys::MODE))
        .try_map(|word| Mode::from_word(&word).ok_or("no such word"))
}

fn console_parser() -> impl TypedValueParser<Value = Console> {
    // What a file turns on, `false` turns off.
    let mut words = words_of(&keys::CONSOLE);
    words.push(PossibleValue::new("false").hide(true));
    PossibleValuesParser::new(words).map(|word| Console::from_word(&word).unwrap_or(Console::Off))
}

fn keep_parser() -> impl TypedValueParser<Value = usize> {
    let range = match keys::KEEP.kind {
        Kind::Integer { least, most } => least..=most,
        _ => 1..=i64::MAX,
    };
    clap::value_parser!(i64).range(range).try_map(usize::try_from)
}

/// How a subcommand prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// One JSON object a line
    Ndjson,
}

/// How the times of a trace are read.
#[derive(Debug, clap::Args)]
pub(crate) struct ReadArgs {
    /// Subtract from all times what recording took, as each process measured it when it began
    #[arg(long)]
    pub(crate) subtract_overhead: bool,
}

/// `spile find`.
#[derive(Debug, clap::Args)]
pub(crate) struct FindArgs {
    /// The trace [default: the newest run]
    pub(crate) trace: Option<PathBuf>,
    /// Calls of functions whose node ID has this in it, or is this where `*` is anything
    #[arg(long, value_name = "PATTERN")]
    pub(crate) name: Option<String>,
    /// Calls from functions with such a node ID
    #[arg(long, value_name = "PATTERN")]
    pub(crate) caller: Option<String>,
    /// Calls that an exception of this type left; `*` is any
    #[arg(long, value_name = "PATTERN")]
    pub(crate) error: Option<String>,
    /// Calls on this thread, or of this task
    #[arg(long, value_name = "PATTERN")]
    pub(crate) lane: Option<String>,
    /// Calls that took at least so long, with what they called: `200us`, `1.5ms`, `2s`
    #[arg(long, value_name = "DURATION", value_parser = human::parse_duration)]
    pub(crate) longer: Option<u64>,
    /// How many calls to show; 0 for all
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// `spile errors`.
#[derive(Debug, clap::Args)]
pub(crate) struct ErrorsArgs {
    /// The trace [default: the newest run]
    pub(crate) trace: Option<PathBuf>,
    /// How many rows to show; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// `spile slow`.
#[derive(Debug, clap::Args)]
pub(crate) struct SlowArgs {
    /// The trace [default: the newest run]
    pub(crate) trace: Option<PathBuf>,
    /// How many calls to show; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// `spile sources`.
#[derive(Debug, clap::Args)]
pub(crate) struct SourcesArgs {
    /// The trace [default: the newest run]
    pub(crate) trace: Option<PathBuf>,
    /// How many files to show; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) limit: usize,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// `spile top`.
#[derive(Debug, clap::Args)]
pub(crate) struct TopArgs {
    /// The trace [default: the newest run]
    pub(crate) trace: Option<PathBuf>,
    /// How many functions to show; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// What to order by, the most first
    #[arg(long, value_enum, default_value_t = SortBy::Own)]
    pub(crate) sort: SortBy,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// `spile stats`.
#[derive(Debug, clap::Args)]
pub(crate) struct StatsArgs {
    /// The trace [default: the newest run]
    pub(crate) trace: Option<PathBuf>,
    /// How many rows of the table to show; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) limit: usize,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// What `spile top` orders by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SortBy {
    /// Time in the function itself, and in what it calls that is not recorded where that is not told
    Own,
    /// Time in what it calls that is not recorded, where the trace tells it
    Outside,
    /// Time in the function and in all that it calls
    Total,
    /// Number of calls
    Calls,
    /// Number of calls that ended by an exception
    Errors,
}

/// `spile tree`.
#[derive(Debug, clap::Args)]
pub(crate) struct TreeArgs {
    /// The trace [default: the newest run]
    pub(crate) trace: Option<PathBuf>,
    /// How many levels to show
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(crate) depth: u32,
    /// How many functions to show, those that took the most time; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) limit: usize,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// `spile runs`.
#[derive(Debug, clap::Args)]
pub(crate) struct RunsArgs {
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// `spile rm`.
#[derive(Debug, clap::Args)]
pub(crate) struct RmArgs {
    /// The runs, as `spile runs` names them, or paths of traces
    #[arg(required = true, value_name = "RUN")]
    pub(crate) runs: Vec<PathBuf>,
}

/// `spile nodes`.
#[derive(Debug, clap::Args)]
pub(crate) struct NodesArgs {
    /// Source files, or directories with some
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How the IDs are made
    #[arg(long, value_enum, default_value_t = SchemeArg::Hybrid)]
    pub(crate) scheme: SchemeArg,
    /// Print one JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// Tell what became of the nodes of this git revision in the files that changed since
    #[arg(long, value_name = "REVISION")]
    pub(crate) since: Option<String>,
}

/// How node IDs are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemeArg {
    /// Definitions by their path, what is in them by kind and content
    Hybrid,
    /// Everything by its place in the syntax
    Path,
    /// Everything by its content
    Content,
    /// Everything by its number
    Sequential,
}

/// `spile completions`.
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// `spile weave`.
#[derive(Debug, clap::Args)]
pub(crate) struct WeaveArgs {
    /// The source file
    pub(crate) file: PathBuf,
    /// Show only what is inserted, as a unified diff
    #[arg(long)]
    pub(crate) diff: bool,
    /// Weave the bodies of classes and of the module as well
    #[arg(long)]
    pub(crate) bodies: bool,
    /// Weave the probes around calls as well, in Python
    #[arg(long)]
    pub(crate) outside: bool,
}

/// `spile strip`.
#[derive(Debug, clap::Args)]
pub(crate) struct StripArgs {
    /// The woven file
    pub(crate) file: PathBuf,
}

/// `spile ast`.
#[derive(Debug, clap::Args)]
pub(crate) struct AstArgs {
    /// The source file, or - for standard input
    pub(crate) file: PathBuf,
    #[arg(long, value_enum, default_value_t = AstFormat::Quoted)]
    pub(crate) format: AstFormat,
    /// Whose AST, from 1.14 on [default: that of the elixir on PATH, else the newest known]
    #[arg(long, value_name = "VERSION")]
    pub(crate) elixir: Option<String>,
    /// With the node IDs of modules, definitions and expressions, as :elixir_ast_node_id in the metadata
    #[arg(long)]
    pub(crate) node_ids: bool,
    /// With the places of delimiters and line ends, as the option token_metadata of Code.string_to_quoted/2 gives them
    #[arg(long)]
    pub(crate) token_metadata: bool,
}

/// How `spile ast` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AstFormat {
    /// An Elixir term, as Code.eval_string/1 reads it
    Quoted,
    /// JSON
    Json,
    /// Erlang's external term format
    Etf,
}
