//! Tokens at which a source is rejected, as Erlang's parser prints them. Each was compared with what Elixir says.

use spile_elixir_syntax::{ElixirVersion, Options, parse};

/// The token behind a number, where no token may be.
#[track_caller]
fn check(token: &str, version: ElixirVersion, expected: &str) {
    let options = Options {
        version,
        token_metadata: false,
    };
    let source = format!("1 {token}");
    let error = parse(&source, &options).unwrap_err();
    assert_eq!(error.message(), format!("syntax error before: {expected}"));
}

#[track_caller]
fn check_all(token: &str, expected: &str) {
    for version in ElixirVersion::ALL {
        check(token, version, expected);
    }
}

#[test]
fn interpolations_are_shown_with_their_tokens() {
    check_all(
        r#""a#{b.c(1, :d)}""#,
        r#"[<<"a">>,
 {{1,5,nil},
  {1,17,nil},
  [{identifier,{1,7,"b"},b},
   {'.',{1,8,nil}},
   {paren_identifier,{1,9,"c"},c},
   {'(',{1,10,nil}},
   {int,{1,11,1},"1"},
   {',',{1,12,0}},
   {atom,{1,14,"d"},d},
   {')',{1,16,nil}}]}]"#,
    );
    check_all(
        "'#{0x1F + 1.0e3 + ?a}'",
        r#"[{{1,4,nil},
  {1,23,nil},
  [{int,{1,6,31},"0x1F"},
   {dual_op,{1,11,nil},'+'},
   {flt,{1,13,1.0e3},"1.0e3"},
   {dual_op,{1,19,nil},'+'},
   {char,{1,21,"?a"},97}]}]"#,
    );
    let not_in = "[{{1,4,nil},\n  {1,16,nil},\n  [{identifier,{1,6,\"a\"},a},\n   {in_op,{1,8,nil},'not in'";
    let behind = "},\n   {identifier,{1,15,\"b\"},b}]}]";
    let token = r##""#{a not in b}""##;
    check(token, ElixirVersion::V1_18, &format!("{not_in}{behind}"));
    check(
        token,
        ElixirVersion::V1_19,
        &format!("{not_in},{{1,12,nil}}{behind}"),
    );
}

#[test]
fn what_is_longer_than_a_line_goes_below_its_tag_or_four_columns_in() {
    let heredoc = r#"{bin_heredoc,{1,3,nil},
             2,
             [<<"one\n">>,
              {{3,3,nil},
               {4,1,nil},
               [{identifier,{3,5,"two"},two},{eol,{3,8,1}}]},
              <<"\n">>]}"#;
    check_all("\"\"\"\n  one\n  #{two\n}\n  \"\"\"", heredoc);
    let sigil = |end: &str, name: &str| {
        format!(
            r#"{{sigil,{{1,3,{end}}},
       {name},
       [<<"compiled with a setting that takes room: ">>,
        {{{{1,47,nil}},
         {{1,63,nil}},
         [{{paren_identifier,{{1,49,"inspect"}},inspect}},
          {{'(',{{1,56,nil}}}},
          {{identifier,{{1,57,"value"}},value}},
          {{')',{{1,62,nil}}}}]}}],
       "u",nil,<<"/">>}}"#
        )
    };
    let token = "~r/compiled with a setting that takes room: #{inspect(value)}/u";
    check(token, ElixirVersion::V1_14, &sigil("nil", "114"));
    check(token, ElixirVersion::V1_18, &sigil("nil", "sigil_r"));
    check(token, ElixirVersion::V1_20, &sigil("{1,66}", "sigil_r"));
}

#[test]
fn text_beyond_latin_1_and_other_bytes_are_numbers() {
    check_all("\"é\"", "[<<\"é\"/utf8>>]");
    check_all("\"\\xFF\"", "[<<\"ÿ\">>]");
    check_all("?ὠ", "$ὠ");
    check(
        "\"ὠ#{ὠ}\"",
        ElixirVersion::V1_18,
        "[<<225,189,160>>,{{1,5,nil},{1,8,nil},[{identifier,{1,7,[8032]},'ὠ'}]}]",
    );
    check("\"ὠ\\xFF\"", ElixirVersion::V1_18, "[<<\"á½\u{A0}ÿ\">>]");
    check("\"ὠ\\xFF\"", ElixirVersion::V1_20, "[<<225,189,160,255>>]");
    let zeros = r"\0".repeat(45);
    let (line, rest) = ("0,".repeat(37), "0,".repeat(7));
    check_all(&format!("\"{zeros}\""), &format!("[<<{line}\n   {rest}0>>]"));
}
