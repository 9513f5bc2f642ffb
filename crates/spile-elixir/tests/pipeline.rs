//! The builder in Rust: what it asks for, what is wrong with it, and what comes of it.

use spile_core::{CodePlace, EntryExit, Moment};
use spile_elixir::pipeline::{FunctionName, Functions, Instrumentation, Reading, TransformError};

const SHOP: &str = "\
defmodule Shop do
  def total(items, rate \\\\ 1) do
    sum = Enum.sum(items)
    sum * rate
  end

  defp check(item), do: item
end
";

fn sites(wanted: &Instrumentation, source: &str) -> Vec<String> {
    let woven = wanted.transform(source, &Reading::default()).unwrap();
    woven.sites.into_iter().map(|site| site.id).collect()
}

fn calls(target: Functions) -> Instrumentation {
    Instrumentation::new().instrument_functions(target, Some(EntryExit::default()))
}

#[test]
fn targets_select_functions() {
    assert_eq!(
        sites(&calls(Functions::All), SHOP),
        ["Shop#total/2@1", "Shop#check/1@1"]
    );
    assert_eq!(sites(&calls(Functions::Public), SHOP), ["Shop#total/2@1"]);
    assert_eq!(sites(&calls(Functions::Private), SHOP), ["Shop#check/1@1"]);
    let total = |arity| FunctionName {
        module: Some("Shop".into()),
        name: "total".into(),
        arity: Some(arity),
    };
    for arity in [1, 2] {
        assert_eq!(
            sites(&calls(Functions::Only(vec![total(arity)])), SHOP),
            ["Shop#total/2@1"]
        );
    }
    assert_eq!(
        sites(&calls(Functions::Except(vec!["total".into()])), SHOP),
        ["Shop#check/1@1"]
    );
}

#[test]
fn nothing_asked_for_changes_nothing() {
    let woven = Instrumentation::new()
        .transform(SHOP, &Reading::default())
        .unwrap();
    assert_eq!((&*woven.text, woven.sites.len()), (SHOP, 0));
}

#[test]
fn what_is_nowhere_is_told() {
    let wanted = calls(Functions::Only(vec!["totl".into(), "check".into()]))
        .capture_variables(&["x"], Moment::AfterLine(3))
        .track_expressions(&["Enum.max(items)"], false)
        .target_pattern("recursive_functions");
    let unmet = wanted.transform(SHOP, &Reading::default()).unwrap().unmet;
    let told: Vec<(&str, &str)> = unmet.iter().map(|unmet| (unmet.kind, &*unmet.value)).collect();
    assert_eq!(
        told,
        [
            ("pattern", "recursive_functions"),
            ("expression", "Enum.max(items)"),
            ("function_target", "totl"),
            ("capture_point", "{:line, 3}"),
        ]
    );
    assert!(unmet[2].message.contains("did you mean total?"), "{unmet:?}");
}

/// Kinds, values and messages of what came to nothing.
fn unmet(wanted: &Instrumentation, source: &str) -> Vec<(&'static str, String, String)> {
    let unmet = wanted.transform(source, &Reading::default()).unwrap().unmet;
    unmet
        .into_iter()
        .map(|unmet| (unmet.kind, unmet.value, unmet.message))
        .collect()
}

#[test]
fn variables_that_no_target_has_are_told() {
    let none = "none of the functions that are targeted has a variable of this name";
    let told = |kind, name: &str, near: &str| (kind, name.to_owned(), format!("{none}{near}"));
    let all = calls(Functions::All)
        .capture_variables(&["sum", "zz", "itms"], Moment::BeforeReturn)
        .capture_variables(&["zz"], Moment::Entry)
        .inject_on_error("1", &["reason", "rates", "result"]);
    assert_eq!(
        unmet(&all, SHOP),
        [
            told("variables", "zz", ""),
            told("variables", "itms", "; did you mean items?"),
            told("context_vars", "rates", "; did you mean rate?"),
            told("context_vars", "result", ""),
        ]
    );
    // What is called is no variable, and what another function has none of this one.
    let check = calls(Functions::Only(vec!["check".into()]))
        .capture_variables(&["item", "rate", "total"], Moment::Entry)
        .inject_before_return("result", &["result", "item"]);
    assert_eq!(
        unmet(&check, SHOP),
        [told("variables", "rate", ""), told("variables", "total", ""),]
    );
    // A line is in one function.
    let line = calls(Functions::All).capture_variables(&["sum", "item"], Moment::AfterLine(3));
    assert_eq!(
        unmet(&line, SHOP),
        [told("variables", "item", "; did you mean items?")]
    );
    let node = calls(Functions::All).inject(
        CodePlace::BeforeNode("Shop#check/1@1".into()),
        "1",
        &["item", "sum"],
    );
    assert_eq!(unmet(&node, SHOP), [told("context_vars", "sum", "")]);
}

#[test]
fn variables_of_functions_that_are_nowhere_are_not_told_too() {
    let wanted = calls(Functions::Only(vec!["nothing".into()]))
        .capture_variables(&["zz"], Moment::Entry)
        .capture_variables(&["zz"], Moment::AfterLine(3));
    let kinds: Vec<&str> = unmet(&wanted, SHOP).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["function_target", "capture_point"]);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let wanted = Instrumentation::new()
        .target_pattern("public_function")
        .track_expressions(&["f("], false)
        .inject_before_return(")", &[])
        .inject_at_line(0, "1", &[])
        .instrument_functions(Functions::Only(Vec::new()), None);
    let problems = wanted.validate(&Reading::default());
    let kinds: Vec<&str> = problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(
        kinds,
        [
            "pattern",
            "expression",
            "code",
            "injection_point",
            "function_target"
        ]
    );
    assert_eq!(
        problems[0].advice.as_deref(),
        Some("did you mean public_functions?")
    );
}

#[test]
fn woven_text_keeps_its_lines_and_is_undone_by_taking_out_what_was_put_in() {
    let wanted = calls(Functions::All)
        .capture_variables(&[], Moment::BeforeReturn)
        .track_expressions(&["Enum.sum(items)"], true)
        .inject_on_error("IO.inspect(reason)", &["items"]);
    let woven = wanted.transform(SHOP, &Reading::default()).unwrap();
    assert_eq!(woven.unmet, []);
    assert_eq!(woven.text.lines().count(), SHOP.lines().count());
    let mut rest = woven.text.chars();
    assert!(SHOP.chars().all(|char| rest.any(|woven| woven == char)));
}

#[test]
fn a_source_that_cannot_be_parsed_is_an_error() {
    assert!(
        calls(Functions::All)
            .transform("def f(", &Reading::default())
            .is_err()
    );
}

/// What is woven at each site of code before `id`, its ID and whether the code is in the text.
fn before(id: &str, source: &str) -> Result<String, String> {
    let wanted = Instrumentation::new().inject(CodePlace::BeforeNode(id.into()), ":here", &[]);
    match wanted.transform(source, &Reading::default()) {
        Ok(woven) if woven.unmet.is_empty() => Ok(woven.text),
        Ok(woven) => Err(format!("unmet: {}", woven.unmet[0].message)),
        Err(TransformError::Wrong(wrong)) => Err(format!("wrong: {}", wrong.message)),
        Err(error) => Err(format!("{error:?}")),
    }
}

#[test]
fn code_before_a_node_takes_every_spelling_of_its_id() {
    let second = |id: &str| before(id, SHOP).unwrap();
    let by_statement = second("Shop:total/2:body:expr_2");
    assert!(by_statement.contains("{[4, :\"*\", 0, 1], {:before, [:code, :before_node, \":here\", []]}}"));
    assert_eq!(second("Shop#total/2@1:body:expr_2"), by_statement);
    // What can be left out makes a function of fewer arguments.
    assert_eq!(second("Shop:total/1:body:expr_2"), by_statement);
    let entered = second("Shop:total/2");
    assert!(
        entered.contains("actions: [[:code, :entry, \":here\", []]]"),
        "{entered}"
    );
    assert_eq!(second("Shop#total/2@1"), entered);
}

#[test]
fn a_node_id_that_nothing_has_is_refused_with_those_near_it() {
    let error = before("Shop:total/2:body:expr_7", SHOP).unwrap_err();
    assert!(
        error.starts_with("wrong: no node of this source has this ID; there are Shop#total/2@1:match:"),
        "{error}"
    );
    assert!(
        error.contains("(line 3: sum = Enum.sum(items)), Shop#total/2@1:operator:"),
        "{error}"
    );
    let error = before("Shop#totl/2@1", SHOP).unwrap_err();
    assert!(
        error.contains(
            "there are Shop#total/2@1 (line 2: def total(items, rate \\\\ 1) do...), Shop#check/1@1"
        ),
        "{error}"
    );
    // Of another module nothing is known here.
    let error = before("Cart#total/2@1", SHOP).unwrap_err();
    assert!(
        error.starts_with("unmet: no node of this source has this ID"),
        "{error}"
    );
    let error = before("Shop", SHOP).unwrap_err();
    assert!(
        error.starts_with("unmet: it is in none of the functions"),
        "{error}"
    );
}

#[test]
fn code_before_a_list_or_pair_is_before_what_is_evaluated_first_in_it() {
    let source = "defmodule A do\n  def f(x), do: {:ok, [1, g(x)]}\nend\n";
    let woven = before("A:f/1:body:expr_1", source).unwrap();
    assert!(woven.contains("{[2, :g, 0, 1], {:before"), "{woven}");
    let source = "defmodule A do\n  def f(x) do\n    y = x\n    {:ok, [1, g(y)]}\n  end\nend\n";
    let woven = before("A:f/1:body:expr_2", source).unwrap();
    assert!(woven.contains("{[4, :g, 0, 1], {:before"), "{woven}");
}
