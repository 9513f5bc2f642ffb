//! A configuration says the same whatever it is written in: `spile.toml`, `pyproject.toml`, a builder, plain data, the
//! command line.

mod words;

use std::path::{Path, PathBuf};

use spile_config::{Builder, Config, Console, Layout, Mode, RuleBuilder, RunSettings, Value, parse};
use spile_core::Rules;

fn own(text: &str) -> Config {
    file("spile.toml", text, Layout::Own)
}

fn file(name: &str, text: &str, layout: Layout) -> Config {
    let read = parse(
        Path::new(name),
        Path::new(name).parent(),
        text.as_bytes(),
        layout,
        &words::vocabulary(),
    );
    read.unwrap_or_else(|error| panic!("{error}"))
        .expect("there is a configuration")
}

/// All of `spellings` say `expect`, and have one hash.
#[track_caller]
fn check(expect: &str, spellings: &[Config]) {
    let rules: Vec<Rules> = spellings
        .iter()
        .map(|config| config.rules(&words::vocabulary()).unwrap())
        .collect();
    for (number, one) in rules.iter().enumerate() {
        assert_eq!(
            one.to_text(),
            format!("spile rules 1\n{expect}"),
            "spelling {number}"
        );
        assert_eq!(one.hash(), rules[0].hash());
    }
    let other = Config::builder()
        .target("other")
        .build(&words::vocabulary())
        .unwrap();
    assert_ne!(other.rules(&words::vocabulary()).unwrap().hash(), rules[0].hash());
}

fn build(builder: Builder) -> Config {
    builder
        .build(&words::vocabulary())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn of_flags(targets: &[&str], excludes: &[&str], run: RunSettings) -> Builder {
    let builder = targets
        .iter()
        .fold(Builder::of_command_line(), |builder, target| {
            builder.target(*target)
        });
    excludes
        .iter()
        .fold(builder, |builder, exclude| builder.exclude(*exclude))
        .run(run)
}

fn with_bodies() -> RunSettings {
    RunSettings {
        bodies: Some(true),
        ..RunSettings::default()
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn table(entries: &[(&str, Value)]) -> Value {
    Value::Table(
        entries
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect(),
    )
}

#[test]
fn nothing_means_the_project() {
    check(
        "rule target-1 record=true = project\n",
        &[
            own(""),
            own("\u{feff}"),
            own("version = 1\n"),
            own("targets = \"project\""),
            own("[run]\n[patterns]\n[actions]\n"),
            file("pyproject.toml", "[tool.spile]\n", Layout::Pyproject),
            Config::default(),
            build(Config::builder()),
            build(of_flags(&[], &[], RunSettings::default())),
            Config::from_value(Value::Table(Vec::new()), &words::vocabulary()).unwrap(),
        ],
    );
}

#[test]
fn targets_and_excludes() {
    let targets = ["shop.**", "kind( method )"];
    let excludes = ["shop.legacy.**"];
    let expect = "rule target-1 record=true = shop.**\n\
                  rule target-2 record=true = kind(method)\n\
                  rule exclude-3 record=false = shop.legacy.**\n";
    check(
        expect,
        &[
            own("targets = ['shop.**', 'kind(method)']\nexclude = 'shop.legacy.**'"),
            own(
                "exclude = [\"shop.legacy.**\"]\r\ntargets = [\r\n\"shop.**\", \"\\u006bind(method)\", # two\r\n]\r\n",
            ),
            file(
                "pyproject.toml",
                "[tool.spile]\ntargets = ['shop.**', 'kind(method)']\nexclude = ['shop.legacy.**']",
                Layout::Pyproject,
            ),
            build(of_flags(&targets, &excludes, RunSettings::default())),
            of_flags(&targets, &excludes, RunSettings::default())
                .build_over(Config::default(), &words::vocabulary())
                .unwrap(),
            build(
                Config::builder()
                    .target(targets[0])
                    .target(targets[1])
                    .exclude(excludes[0]),
            ),
            Config::from_value(
                table(&[
                    ("targets", Value::List(vec![text(targets[0]), text(targets[1])])),
                    ("exclude", text(excludes[0])),
                ]),
                &words::vocabulary(),
            )
            .unwrap(),
        ],
    );
}

#[test]
fn bodies_belong_to_what_is_recorded() {
    let expect = "rule target-1 record=true bodies=true = shop.**\n";
    check(
        expect,
        &[
            own("targets = 'shop.**'\n[run]\nbodies = true"),
            own("run = { bodies = true }\ntargets = ['shop.**']"),
            build(of_flags(&["shop.**"], &[], with_bodies())),
            build(Config::builder().target("shop.**").run(with_bodies())),
            of_flags(&["shop.**"], &[], RunSettings::default())
                .build_over(own("run.bodies = true"), &words::vocabulary())
                .unwrap(),
        ],
    );
}

#[test]
fn rules_patterns_and_actions() {
    let rule = RuleBuilder::at("shop.db.**")
        .or_at("pattern(slow)")
        .exclude("trivial")
        .named("db")
        .action("whole");
    check(
        "pattern slow = has(calls(time.sleep))\n\
         rule target-1 record=true = shop.**\n\
         rule db record=true bodies=true = (shop.db.** or pattern(slow)) and not trivial\n\
         rule rule-2 record=false = shop.db.log\n\
         rule exclude-2 record=false = kind(lambda)\n",
        &[
            own("targets = 'shop.**'\nexclude = 'kind(lambda)'\n\
                 [patterns]\nslow = 'has(calls(time.sleep))'\n\
                 [actions.whole]\naction = 'record'\nbodies = true\nsummary = 'all of it'\n\
                 [[rules]]\nname = 'db'\ntarget = ['shop.db.**', 'pattern(slow)']\nexclude = 'trivial'\nactions = ['whole']\n\
                 [[rules]]\ntarget = 'shop.db.log'\nrecord = false\n"),
            own("targets = ['shop.**']\nexclude = ['kind(lambda)']\n\
                 [[rules]]\nname = 'db'\ntarget = ['shop.db.**', 'pattern(slow)']\nexclude = ['trivial']\nrecord = true\nbodies = true\n\
                 [[rules]]\ntarget = 'shop.db.log'\nrecord = false\n\
                 [patterns.slow]\nsummary = 'those that wait'\nselector = 'has(calls(time.sleep))'\n"),
            own("targets = 'shop.**'\nexclude = 'kind(lambda)'\n\
                 patterns.slow = 'has(calls(time.sleep))'\n\
                 actions = { whole = { action = 'most' }, most = { action = 'record', bodies = true } }\n\
                 rules = [{ name = 'db', target = ['shop.db.**', 'pattern(slow)'], exclude = 'trivial', actions = ['record', 'whole'] },\n\
                 { target = 'shop.db.log', actions = ['record'], record = false }]\n"),
            build(
                Config::builder()
                    .target("shop.**")
                    .exclude("kind(lambda)")
                    .pattern("slow", "has(calls(time.sleep))")
                    .action("whole", "record", [("bodies", true)])
                    .rule(rule)
                    .rule(RuleBuilder::at("shop.db.log").record(false)),
            ),
            build(
                Config::builder()
                    .rule(
                        RuleBuilder::at("shop.db.**")
                            .or_at("pattern(slow)")
                            .exclude("trivial")
                            .bodies(true)
                            .record(true)
                            .named("db"),
                    )
                    .rule(
                        RuleBuilder::at("shop.db.log")
                            .set("record", true)
                            .set("record", false),
                    )
                    .pattern("slow", "has(calls(time.sleep))")
                    .exclude("kind(lambda)")
                    .target("shop.**"),
            ),
        ],
    );
}

#[test]
fn what_the_command_line_names_bounds_the_rules() {
    let file = own(
        "targets = 'shop.**'\nexclude = 'shop.legacy.**'\n[patterns]\nmine = 'public'\n\
                    [[rules]]\nname = 'db'\ntarget = 'db.**'\nrecord = true\nbodies = true\n",
    );
    let flags = |targets: &[&str], excludes: &[&str]| {
        of_flags(targets, excludes, RunSettings::default())
            .build_over(file.clone(), &words::vocabulary())
            .unwrap()
    };
    check(
        "pattern mine = public\n\
         rule target-1 record=true = shop.cart\n\
         rule target-2 record=true = pattern(mine)\n\
         rule db record=true bodies=true = db.**\n\
         rule only-targets record=false = not (shop.cart or pattern(mine))\n\
         rule exclude-3 record=false = shop.legacy.**\n\
         rule exclude-4 record=false = trivial\n",
        &[flags(&["shop.cart", "pattern(mine)"], &["trivial"])],
    );
    check(
        "pattern mine = public\n\
         rule target-1 record=true = shop.**\n\
         rule db record=true bodies=true = db.**\n\
         rule exclude-2 record=false = shop.legacy.**\n",
        &[file.clone(), flags(&[], &[])],
    );
}

#[test]
fn a_rule_that_records_takes_the_place_of_the_project() {
    check(
        "rule rule-1 record=true = db.**\n",
        &[own("[[rules]]\ntarget = 'db.**'\nrecord = true")],
    );
    check(
        "rule target-1 record=true = project\nrule rule-1 record=false = trivial\n",
        &[own("[[rules]]\ntarget = 'trivial'\nrecord = false")],
    );
    check(
        "rule bodies bodies=true = **\nrule rule-1 record=true = db.**\n",
        &[own(
            "run.bodies = true\n[[rules]]\ntarget = 'db.**'\nrecord = true",
        )],
    );
}

#[test]
fn options_win_over_the_file() {
    let file = file(
        "sub/dir/spile.toml",
        "[run]\noutput = 'traces/last'\nkeep = 3\nlimit = '2 MiB'\nmode = 'full'\nconsole = 'json'\nquiet = true\n",
        Layout::Own,
    );
    let expect = RunSettings {
        output: Some(PathBuf::from("sub/dir/traces/last")),
        keep: Some(3),
        limit_bytes: Some(2 << 20),
        mode: Some(Mode::Full),
        console: Some(Console::Json),
        bodies: None,
        outside: None,
        quiet: Some(true),
    };
    assert_eq!(*file.run(), expect);
    let flags = RunSettings {
        output: Some(PathBuf::from("/tmp/x")),
        console: Some(Console::Simple),
        limit_bytes: Some(4096),
        ..RunSettings::default()
    };
    let merged = of_flags(&[], &[], flags)
        .build_over(file, &words::vocabulary())
        .unwrap();
    let expect = RunSettings {
        output: Some(PathBuf::from("/tmp/x")),
        console: Some(Console::Simple),
        limit_bytes: Some(4096),
        ..expect
    };
    assert_eq!(*merged.run(), expect);
    assert_eq!(own("run.console = true").run().console, Some(Console::Simple));
    assert_eq!(own("run.console = false").run().console, Some(Console::Off));
    assert_eq!(own("run.limit = 0x10").run().limit_bytes, Some(16));
}

#[test]
fn errors_name_the_option_or_the_key() {
    let vocabulary = words::vocabulary();
    let of_flags = Builder::of_command_line().target("a").target("kind(functon)");
    assert_eq!(
        of_flags.build(&vocabulary).unwrap_err().to_string(),
        "error: there is no kind `functon`\n \
         --> --target:1:6\n  |\n\
         1 | kind(functon)\n  |      ^^^^^^^\n  |\n  \
         = help: did you mean `function`?"
    );
    let builder = Config::builder().rule(RuleBuilder::at("a").or_at("b..c").set("recrod", true));
    assert_eq!(
        builder.build(&vocabulary).unwrap_err().to_string(),
        "error: there is no key `recrod` in [[rules]]\n\
         --> rules[0].recrod\n \
         = help: did you mean `record`?\n\n\
         error: \"b..c\" is not a module glob such as `shop.cart` or `shop.**`: a segment of it is empty\n \
         --> rules[0].target[1]:1:1\n  |\n\
         1 | b..c\n  | ^^^^"
    );
    let both = Config::builder()
        .pattern("a", "pattern(b)")
        .pattern("b", "pattern(a)");
    let error = both.build(&vocabulary).unwrap_err();
    assert!(
        error.problems()[0].message().contains("`a` of `b` of `a`"),
        "{error}"
    );
}
