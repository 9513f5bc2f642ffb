//! What is said about configurations that are wrong: what, where, why, and what to do.

mod words;

use std::path::Path;

use spile_config::ProblemKind::{self, *};
use spile_config::{Layout, parse};

/// What is said about `text`, a `spile.toml` that is wrong in these ways.
#[track_caller]
fn check(text: &str, kinds: &[ProblemKind], expect: &str) {
    check_bytes(text.as_bytes(), Layout::Own, kinds, expect);
}

#[track_caller]
fn check_bytes(bytes: &[u8], layout: Layout, kinds: &[ProblemKind], expect: &str) {
    let name = match layout {
        Layout::Own => "spile.toml",
        Layout::Pyproject => "pyproject.toml",
    };
    let error = parse(Path::new(name), None, bytes, layout, &words::vocabulary()).unwrap_err();
    let said = error.to_string();
    let expect = expect.trim_matches('\n');
    assert!(
        said == expect,
        "this was said:\n{said}\n\nand this was expected:\n{expect}\n"
    );
    let found: Vec<ProblemKind> = error.problems().iter().map(|problem| problem.kind()).collect();
    assert_eq!(found, kinds);
}

#[test]
fn an_unknown_key_gives_the_nearest_one() {
    check(
        "version = 1\n[run]\nlimt = 1\n",
        &[UnknownKey],
        r#"
error: there is no key `limt` in [run]
 --> spile.toml:3:1
  |
3 | limt = 1
  | ^^^^
  |
  = help: did you mean `limit`?"#,
    );
}

#[test]
fn a_key_of_another_table_says_which() {
    check(
        "keep = 3\n[[rules]]\ntarget = \"a\"\nselector = \"b\"\nvalues = true",
        &[UnknownKey, UnknownKey, UnknownKey],
        r#"
error: there is no key `keep` at the top of the configuration
 --> spile.toml:1:1
  |
1 | keep = 3
  | ^^^^
  |
  = help: the key `keep` stands in [run]

error: there is no key `selector` in [[rules]]
 --> spile.toml:4:1
  |
4 | selector = "b"
  | ^^^^^^^^
  |
  = help: the key `selector` stands in [patterns.NAME]

error: there is no key `values` in [[rules]]
 --> spile.toml:5:1
  |
5 | values = true
  | ^^^^^^
  |
  = help: the keys here are `name`, `target`, `exclude`, `actions`, `record` or `bodies`"#,
    );
}

#[test]
fn a_wrong_type_says_what_it_is() {
    check(
        "targets = 3\nrules = [1]\n[run]\nlimit = true\nkeep = 0\nquiet = \"no\"\nmode = 1979-05-27\nconsole = 1.5",
        &[
            WrongType, WrongType, WrongType, WrongValue, WrongType, WrongType, WrongType,
        ],
        r#"
error: `targets` takes a selector or a list of selectors
 --> spile.toml:1:11
  |
1 | targets = 3
  |           ^ this is a number

error: `rules[0]` takes a table
 --> spile.toml:2:10
  |
2 | rules = [1]
  |          ^ this is a number

error: `limit` takes a size such as "200MiB"
 --> spile.toml:4:9
  |
4 | limit = true
  |         ^^^^ this is a boolean

error: `keep` takes a whole number from 1 to 1000000
 --> spile.toml:5:8
  |
5 | keep = 0
  |        ^

error: `quiet` takes `true` or `false`
 --> spile.toml:6:9
  |
6 | quiet = "no"
  |         ^^^^ this is a text

error: `mode` takes `ring` or `full`
 --> spile.toml:7:8
  |
7 | mode = 1979-05-27
  |        ^^^^^^^^^^ this is a date or time

error: `console` takes `simple`, `detailed`, `json`, `true` or `false`
 --> spile.toml:8:11
  |
8 | console = 1.5
  |           ^^^ this is a number with a fraction"#,
    );
}

#[test]
fn a_wrong_value_says_what_would_do() {
    check(
        "version = 2\ntargets = []\n[run]\nlimit = \"many\"\nmode = \"rnig\"\noutput = \"\"\nkeep = 99999999999999999999",
        &[Version, WrongValue, WrongValue, WrongValue, WrongValue, WrongType],
        r#"
error: this version of Spile reads configurations of version 1
 --> spile.toml:1:11
  |
1 | version = 2
  |           ^
  |
  = help: write `version = 1`, or use a newer Spile

error: `targets`: the list is empty
 --> spile.toml:2:11
  |
2 | targets = []
  |           ^^

error: `limit`: expected a size such as 200MiB or 1GiB
 --> spile.toml:4:9
  |
4 | limit = "many"
  |         ^^^^^^

error: `mode` does not take `rnig`
 --> spile.toml:5:8
  |
5 | mode = "rnig"
  |        ^^^^^^
  |
  = help: did you mean `ring`?

error: `output`: this is no path
 --> spile.toml:6:10
  |
6 | output = ""
  |          ^^

error: `keep` takes a whole number from 1 to 1000000
 --> spile.toml:7:8
  |
7 | keep = 99999999999999999999
  |        ^^^^^^^^^^^^^^^^^^^^ this is a number of more than 64 bits"#,
    );
}

#[test]
fn a_missing_key_is_named() {
    check(
        "[patterns.a]\nsummary = \"b\"\n[[rules]]\nrecord = true\n",
        &[MissingKey, MissingKey],
        r#"
error: `selector` is missing
 --> spile.toml:1:1
  |
1 | [patterns.a]
  | ^^^^^^^^^^^^
  |
  = help: selector: what it selects

error: `target` is missing
 --> spile.toml:3:1
  |
3 | [[rules]]
  | ^^^^^^^^^
  |
  = help: target: where it holds"#,
    );
}

#[test]
fn a_bad_glob_is_shown_within_the_string() {
    check(
        "targets = [\"shop.**\", \"a..b\"]\nexclude = \"src/a.py\"\n",
        &[Selector, Selector],
        r#"
error: "a..b" is not a module glob such as `shop.cart` or `shop.**`: a segment of it is empty
 --> spile.toml:1:24
  |
1 | targets = ["shop.**", "a..b"]
  |                        ^^^^

error: "src/a.py" is neither a module glob nor a node ID
 --> spile.toml:2:12
  |
2 | exclude = "src/a.py"
  |            ^^^^^^^^
  |
  = help: modules are named with dots (`shop.**`), files as `file("src/a.py")`"#,
    );
}

#[test]
fn escapes_do_not_shift_the_place() {
    check(
        "[[rules]]\ntarget = \"file(\\\"\\u00e4.py\\\") and kinds(method)\"\n",
        &[Selector],
        r#"
error: there is no selector `kinds(...)`
 --> spile.toml:2:35
  |
2 | target = "file(\"\u00e4.py\") and kinds(method)"
  |                                   ^^^^^
  |
  = help: did you mean `kind`?"#,
    );
    check(
        "[[rules]]\ntarget = \"\"\"\n  shop.** and \\\n  pattern(generator)\"\"\"\n",
        &[UnknownPattern],
        r#"
error: there is no pattern `generator`
 --> spile.toml:4:11
  |
4 |   pattern(generator)"""
  |           ^^^^^^^^^
  |
  = help: did you mean `generators`?"#,
    );
}

#[test]
fn what_ends_too_early_points_at_the_closing_quote() {
    check(
        "targets = 'shop.** and '",
        &[Selector],
        r#"
error: here a selector is missing
 --> spile.toml:1:24
  |
1 | targets = 'shop.** and '
  |                        ^
  |
  = help: write for example `shop.**` or `kind(method)`"#,
    );
}

#[test]
fn words_of_selectors_are_known() {
    check(
        "[patterns]\nslow = 'has(code(\"f((\"))'\n[[rules]]\ntarget = 'kind(functon, class) or pattern(slwo)'\n",
        &[Code, UnknownKind, UnknownPattern],
        r#"
error: this code cannot be read: a parenthesis is never closed
 --> spile.toml:2:18
  |
2 | slow = 'has(code("f(("))'
  |                  ^^^^^

error: there is no kind `functon`
 --> spile.toml:4:16
  |
4 | target = 'kind(functon, class) or pattern(slwo)'
  |                ^^^^^^^
  |
  = help: did you mean `function`?

error: there is no pattern `slwo`
 --> spile.toml:4:43
  |
4 | target = 'kind(functon, class) or pattern(slwo)'
  |                                           ^^^^
  |
  = help: did you mean `slow`?"#,
    );
}

#[test]
fn a_cycle_of_patterns_shows_where_it_begins_and_ends() {
    check(
        "[patterns]\na = \"pattern(b)\"\nb = { selector = \"x and pattern(c)\" }\nc = \"not pattern(a)\"\nd = \"pattern(d)\"\n",
        &[Cycle, Cycle],
        r#"
error: patterns are made of each other: `a` of `b` of `c` of `a`
 --> spile.toml:2:14
  |
2 | a = "pattern(b)"
  |              ^ `a` is made of `b`
3 | b = { selector = "x and pattern(c)" }
4 | c = "not pattern(a)"
  |                  - and `c` of `a`
  |
  = help: let one of them say what it is in another way

error: the pattern `d` is made of itself
 --> spile.toml:5:14
  |
5 | d = "pattern(d)"
  |              ^
  |
  = help: let one of them say what it is in another way"#,
    );
}

#[test]
fn actions_end_at_one_of_spiles_own() {
    check(
        "[actions]\na.action = \"b\"\nb.action = \"a\"\nc.action = \"recrod\"\nrecord.action = \"record\"\n\
         [[rules]]\ntarget = \"a\"\nactions = [\"a\", \"d\", 1]\n",
        &[WrongType],
        r#"
error: `actions[2]` takes the name of an action
 --> spile.toml:8:22
  |
8 | actions = ["a", "d", 1]
  |                      ^ this is a number"#,
    );
    check(
        "[actions]\na.action = \"b\"\nb.action = \"a\"\nc.action = \"recrod\"\nrecord.action = \"record\"\n\
         [[rules]]\ntarget = \"a\"\nactions = [\"a\", \"xyz\"]\n",
        &[Cycle, UnknownAction, Duplicate, UnknownAction],
        r#"
error: actions are made of each other: `a` of `b` of `a`
 --> spile.toml:2:12
  |
2 | a.action = "b"
  |            ^^^ `a` is made of `b`
3 | b.action = "a"
  |            --- and `b` of `a`
  |
  = help: let one of them say what it is in another way

error: there is no action `recrod`
 --> spile.toml:4:12
  |
4 | c.action = "recrod"
  |            ^^^^^^^^
  |
  = help: did you mean `record`?

error: `record` is the name of a built-in action
 --> spile.toml:5:1
  |
5 | record.action = "record"
  | ^^^^^^
  |
  = help: give yours another name

error: there is no action `xyz`
 --> spile.toml:8:17
  |
8 | actions = ["a", "xyz"]
  |                 ^^^^^
  |
  = help: there is `record`, `a`, `b` or `c`"#,
    );
}

#[test]
fn two_rules_of_one_name_are_shown_both() {
    check(
        "[[rules]]\nname = \"cart\"\ntarget = \"a\"\n[[rules]]\ntarget = \"b\"\nname = \"cart\"\n[[rules]]\ntarget = \"b\"\nname = \"a b\"\n",
        &[WrongValue],
        r#"
error: "a b" cannot be a name
 --> spile.toml:9:8
  |
9 | name = "a b"
  |        ^^^^^
  |
  = help: a name has letters, digits, `_`, `-` and `.`, and begins with a letter or `_`"#,
    );
    check(
        "[[rules]]\nname = \"cart\"\ntarget = \"a\"\n[[rules]]\ntarget = \"b\"\nname = \"cart\"\n[patterns]\ngenerators = \"x\"",
        &[Duplicate, Duplicate],
        r#"
error: two rules are called `cart`
 --> spile.toml:6:8
  |
2 | name = "cart"
  |        ------ first here
...
6 | name = "cart"
  |        ^^^^^^ again here
  |
  = help: give one of them another name

error: `generators` is the name of a built-in pattern
 --> spile.toml:8:1
  |
8 | generators = "x"
  | ^^^^^^^^^^
  |
  = help: give yours another name"#,
    );
}

#[test]
fn what_is_not_toml_is_shown() {
    check(
        "[run]\nlimit = \n",
        &[Syntax],
        r#"
error: this is not TOML: string values must be quoted, expected literal string
 --> spile.toml:2:9
  |
2 | limit = 
  |         ^"#,
    );
    check(
        "[run]\nlimit = 1\nkeep = 2\nlimit = 3\n",
        &[Duplicate],
        r#"
error: `limit` is there twice
 --> spile.toml:4:1
  |
2 | limit = 1
  | ----- first here
3 | keep = 2
4 | limit = 3
  | ^^^^^ again here
  |
  = help: leave one of them out"#,
    );
}

#[test]
fn byte_order_marks_and_line_ends_do_not_shift_the_place() {
    check_bytes(
        "\u{feff}version = 1\r\n[run]\r\nlimt = \"ä\"\r\n".as_bytes(),
        Layout::Own,
        &[UnknownKey],
        r#"
error: there is no key `limt` in [run]
 --> spile.toml:3:1
  |
3 | limt = "ä"
  | ^^^^
  |
  = help: did you mean `limit`?"#,
    );
    check_bytes(
        "\u{feff}vresion = 1\r\n".as_bytes(),
        Layout::Own,
        &[UnknownKey],
        r#"
error: there is no key `vresion` at the top of the configuration
 --> spile.toml:1:1
  |
1 | vresion = 1
  | ^^^^^^^
  |
  = help: did you mean `version`?"#,
    );
}

#[test]
fn bytes_that_are_no_text_are_shown() {
    check_bytes(
        b"version = 1\n# caf\xe9\n",
        Layout::Own,
        &[NotUtf8],
        "
error: the file is not UTF-8
 --> spile.toml:2:6
  |
2 | # caf\u{fffd}
  |      ^ the byte 0xe9 is no part of a UTF-8 text here
  |
  = help: save the file as UTF-8",
    );
    check_bytes(
        b"\xef\xbb\xbf\xff\xfe",
        Layout::Own,
        &[NotUtf8],
        "
error: the file is not UTF-8
 --> spile.toml:1:1
  |
1 | \u{fffd}\u{fffd}
  | ^ the byte 0xff is no part of a UTF-8 text here
  |
  = help: save the file as UTF-8",
    );
}

#[test]
fn in_a_pyproject_only_the_own_table_counts() {
    let text = "[project]\nname = \"shop\"\n[tool.other]\nlimt = 1\n[tool.spile]\ntargets = \"a..b\"\n[tool.spile.run]\nlimt = 1\n";
    check_bytes(
        text.as_bytes(),
        Layout::Pyproject,
        &[Selector, UnknownKey],
        r#"
error: "a..b" is not a module glob such as `shop.cart` or `shop.**`: a segment of it is empty
 --> pyproject.toml:6:12
  |
6 | targets = "a..b"
  |            ^^^^

error: there is no key `limt` in [run]
 --> pyproject.toml:8:1
  |
8 | limt = 1
  | ^^^^
  |
  = help: did you mean `limit`?"#,
    );
}

#[test]
fn the_layout_of_a_pyproject_elsewhere_is_told() {
    check(
        "[tool.spile]\ntargets = \"a\"\n",
        &[UnknownKey],
        r#"
error: there is no key `tool` at the top of the configuration
 --> spile.toml:1:2
  |
1 | [tool.spile]
  |  ^^^^
  |
  = help: keys below `[tool.spile]` are read from files called pyproject.toml; elsewhere they stand at the top"#,
    );
}

#[test]
fn names_of_spiles_own_are_taken() {
    check(
        "[[rules]]\nname = \"target-1\"\ntarget = \"a\"\n[[rules]]\nname = \"targets\"\ntarget = \"a\"\n",
        &[WrongValue],
        r#"
error: `target-1` is a name that Spile gives itself, to what stands elsewhere
 --> spile.toml:2:8
  |
2 | name = "target-1"
  |        ^^^^^^^^^^
  |
  = help: give the rule another name"#,
    );
}

#[test]
fn patterns_nest_only_so_deep() {
    let read = |n: usize, link: &dyn Fn(usize) -> usize, end: usize| {
        let links = (0..n).filter(|at| *at != end);
        let links = links.map(|at| format!("p{at:05} = 'pattern(p{:05})'\n", link(at)));
        let text = format!("[patterns]\n{}p{end:05} = 'public'\n", links.collect::<String>());
        let read = parse(
            Path::new("f"),
            None,
            text.as_bytes(),
            Layout::Own,
            &words::vocabulary(),
        );
        read.map_err(|error| {
            error
                .problems()
                .iter()
                .map(|problem| problem.kind())
                .collect::<Vec<_>>()
        })
    };
    // From the first name on to the last one, and the other way round.
    assert!(read(60, &|at| at + 1, 59).is_ok());
    assert!(read(60, &|at| at - 1, 0).is_ok());
    assert_eq!(read(20_000, &|at| at + 1, 19_999).unwrap_err(), [TooDeep]);
    assert_eq!(read(20_000, &|at| at - 1, 0).unwrap_err(), [TooDeep]);
}

#[test]
fn of_very_many_errors_some_are_shown() {
    let text: String = (0..30_000).map(|at| format!("key{at} = 1\n")).collect();
    let error = parse(
        Path::new("f"),
        None,
        text.as_bytes(),
        Layout::Own,
        &words::vocabulary(),
    )
    .unwrap_err();
    assert_eq!(error.problems().len(), 30_000);
    let shown = error.to_string();
    assert!(shown.ends_with("\n\nand 29980 errors more"), "{shown}");
    assert_eq!(shown.matches("error: there is no key").count(), 20);
}
