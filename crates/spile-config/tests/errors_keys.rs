//! What is said about keys and values that are wrong: what, where, why, and what to do.

mod said;
mod words;

use said::check;
use spile_config::ProblemKind::*;

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
  = help: the keys here are `name`, `target`, `exclude`, `actions`, `record`, `bodies` or `outside`"#,
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
