//! The builder in Rust: what it asks for, what is wrong with it, and what comes of it.

use spile_core::{EntryExit, Moment};
use spile_elixir::pipeline::{FunctionName, Functions, Instrumentation, Reading};

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

#[test]
fn everything_wrong_is_told_at_once() {
    let wanted = Instrumentation::new()
        .target_pattern("public_function")
        .track_expressions(&["f("], false)
        .inject_before_return(")", &[])
        .inject_at_line(0, "1", &[])
        .instrument_functions(Functions::Only(Vec::new()), None);
    let problems = wanted.validate();
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
