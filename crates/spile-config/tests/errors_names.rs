//! What is said about selectors, and names of patterns, actions and rules, that are wrong.

mod said;
mod words;

use std::path::Path;

use said::check;
use spile_config::ProblemKind::*;
use spile_config::{Layout, parse};

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
