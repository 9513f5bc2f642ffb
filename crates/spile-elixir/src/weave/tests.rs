//! What is inserted where. What it does when it runs is tested in `bindings/elixir/test/probe`.

use spile_core::{
    Actions, Asks, Code, CodePlace, CustomCode, EntryExit, Moment, NodeKind, NotWoven, Scheme,
    TrackedExpression, Variables, Weaving,
};
use spile_elixir_syntax::{Options, Term, parse};

use super::{ElixirPlan, WovenPlaces, weave};

fn everything() -> ElixirPlan {
    ElixirPlan::entry_and_exit(Asks::default())
}

fn woven(source: &str, plan: &ElixirPlan) -> (String, Weaving) {
    let weaving = weave(source, "a.exs", plan).unwrap_or_else(|error| panic!("{error}"));
    let text = weaving.insertions.clone().apply(source).text;
    parse(&text, &Options::default()).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(text.lines().count(), source.lines().count(), "{text}");
    let sealed = spile_source::seal(weaving.insertions.clone(), source, "#", "\n");
    assert_eq!(spile_source::strip(&sealed).as_deref(), Ok(source));
    (text, weaving)
}

/// `source` as it is woven with `P` for the macros and `O` for the options of a body.
fn short(source: &str) -> String {
    let mut text = woven(source, &everything())
        .0
        .replace("require :\"Elixir.Spile.Probe\"; ", "");
    while let Some(start) = text.find("([id: ") {
        let end = start + text[start..].find("]) do").unwrap_or(0) + 2;
        text.replace_range(start..end, " O");
    }
    text.replace(":\"Elixir.Spile.Probe\"", "P")
}

#[test]
fn every_way_to_write_a_body() {
    for (source, expected) in [
        (
            "def f(x) do\n  x # end\nend",
            "def f(x) do P.body O do\n  x # end\nend end",
        ),
        ("def f do\nend", "def f do P.body O do\nend end"),
        (
            "def f, do: x + 1 # why",
            "def f, do: (P.body O do x + 1 end) # why",
        ),
        ("def f, do: (a; b)", "def f, do: (P.body O do (a; b) end)"),
        ("def f, [{:do, x}]", "def f, [{:do, (P.body O do x end)}]"),
        (
            "defp f(x) when x > 0, do: x",
            "defp f(x) when x > 0, do: (P.body O do x end)",
        ),
        ("def a + b, do: {a, b}", "def a + b, do: (P.body O do {a, b} end)"),
        (
            "def unquote(name)(x) do x end",
            "def unquote(name)(x) do P.body O do x end end",
        ),
        (
            "def f do 1 / 0 rescue _ -> 0 after g() end",
            "def f do P.body O do 1 / 0 rescue _ -> 0 after g() end end",
        ),
        (
            "def f, do: \"\"\"\n  a\n  \"\"\"",
            "def f, do: (P.body O do \"\"\"\n  a\n  \"\"\" end)",
        ),
        (
            "def f, do: ~s(\u{1F600} é)\r\ndef g do\r\n  1\r\nend\r\n",
            "def f, do: (P.body O do ~s(\u{1F600} é) end)\r\ndef g do P.body O do\r\n  1\r\nend end\r\n",
        ),
        ("(def f do 1 end)", "(def f do P.body O do 1 end end)"),
    ] {
        assert_eq!(short(source), expected);
    }
}

#[test]
fn what_is_not_woven_stays_as_it_is() {
    for (source, reason) in [
        (
            "defmacro m(x) do\n  fn -> x end\nend",
            Some(NotWoven::RunsAtCompileTime),
        ),
        ("quote do def f, do: fn -> 1 end end", Some(NotWoven::Quoted)),
        ("defdelegate f(x), to: M", Some(NotWoven::NoBody)),
        ("defguard is_f(x) when x > 0", Some(NotWoven::NoBody)),
        ("thing fn -> 1 end", Some(NotWoven::RunsAtCompileTime)),
        ("thing do &f/1 end", None),
        ("thing do quote do def f, do: 1 end end", Some(NotWoven::Quoted)),
        (
            "thing do defmacro m, do: 1 end",
            Some(NotWoven::RunsAtCompileTime),
        ),
        ("def f, do: 1, after: 2", Some(NotWoven::UnknownForm)),
        ("@spec f((-> any)) :: any\ndef f(x \\\\ 1)", None),
    ] {
        let (text, weaving) = woven(source, &everything());
        assert_eq!(text, source);
        assert_eq!(weaving.sites, []);
        assert_eq!(
            weaving.skipped.first().map(|skipped| skipped.reason),
            reason,
            "{source}"
        );
    }
}

#[test]
fn definitions_in_what_a_macro_is_given_are_told_around_its_call() {
    for source in [
        "thing a do\n  def f(%{b: c}), do: fn -> c end\n  defp g, do: 1\nend",
        "thing do other do defimpl P, for: X do\n  def f(%{b: c}), do: fn -> c end; defp g, do: 1\nend end end",
    ] {
        let (text, weaving) = woven(source, &everything());
        assert!(text.contains(source), "{text}");
        assert!(text.starts_with(
            "require :\"Elixir.Spile.Probe\"; :\"Elixir.Spile.Probe\".within([{[2, :def, 0, 1], "
        ));
        assert!(text.contains("{:definition, [id: "), "{text}");
        assert!(text.ends_with("end end"));
        assert_eq!(weaving.sites.len(), 3, "{source}");
    }
}

#[test]
fn functions_in_what_a_macro_is_given_are_told_around_its_call() {
    let source = "defmodule M do\n  thing do\n    one fn x -> &(&1 + x) end, fn -> 1 end\n  end\nend";
    let (text, weaving) = woven(source, &everything());
    let places = [":fn, 0, 2", ":\"&\", 0, 1", ":fn, 1, 2"];
    let marks: Vec<String> = (places.iter().zip(&weaving.sites).zip(1..))
        .map(|((place, site), number)| {
            let id = &site.id;
            format!("{{[3, {place}], {{:function, [name: {{:id, \"{id}\"}}, line: 3, number: {number}, options: [calls: true]]}}}}")
        })
        .collect();
    let within = format!(".within([{}]) do thing do\n", marks.join(", "));
    assert!(text.contains(&within), "{text}");
    assert!(text.ends_with("  end end\nend"), "{text}");
    assert_eq!(weaving.skipped, []);
    // A capture, which is no definition, is asked for with the function that it is in, or with the module.
    let told = |asked: &[(&str, Option<NotWoven>)]| {
        let asked = asked.iter().map(|(id, reason)| ((*id).to_owned(), *reason));
        let plan = ElixirPlan::entry_and_exit(Asks::only(asked.collect()));
        woven(source, &plan).1.sites.len()
    };
    let (first, second) = (&weaving.sites[0].id, &weaving.sites[2].id);
    let no = Some(NotWoven::NotAskedFor);
    assert_eq!(told(&[(first, None), (second, no)]), 2);
    assert_eq!(told(&[(first, no), (second, None)]), 1);
    assert_eq!(
        told(&[("M", Some(NotWoven::BodyNotAskedFor)), (first, no), (second, no)]),
        0
    );
    let alone = "defmodule M do thing do &(&1 + 1) end end";
    for (reason, sites) in [(no, 0), (Some(NotWoven::BodyNotAskedFor), 1)] {
        let plan = ElixirPlan::entry_and_exit(Asks::only([("M".to_owned(), reason)].into()));
        assert_eq!(woven(alone, &plan).1.sites.len(), sites);
    }
}

#[test]
fn a_definition_by_a_modules_own_def_is_told_around_it() {
    let source = "defmodule M do import Kernel, except: [def: 2]; def f, do: 1 end";
    let (text, weaving) = woven(source, &everything());
    assert!(
        text.contains(".within([{[1, :def, 0, 1], {:definition, [id: \"M#f/0@1\", "),
        "{text}"
    );
    assert!(text.ends_with(" do def f, do: 1 end end"), "{text}");
    assert_eq!(weaving.sites.len(), 1);
}

#[test]
fn a_module_in_a_definition_that_a_macro_is_given_is_left_alone() {
    let source = "thing do def f do defmodule M do def g, do: 1 end end end";
    let (text, weaving) = woven(source, &everything());
    assert!(text.contains(source), "{text}");
    let reasons: Vec<NotWoven> = weaving.skipped.iter().map(|skipped| skipped.reason).collect();
    assert_eq!(reasons, [NotWoven::InsideMacroCall]);
}

#[test]
fn a_macro_is_woven_where_it_is_asked_for() {
    let source = "defmodule M do\n  defmacro m(x), do: quote(do: unquote(x))\n  defmacrop n, do: 1\n  def f, do: m(1)\nend\n";
    let plan = ElixirPlan::entry_and_exit(Asks::only([("M#m/1@1".to_owned(), None)].into()));
    let (text, weaving) = woven(source, &plan);
    let line = text.lines().nth(1).unwrap_or_default();
    assert!(
        line.starts_with("  defmacro m(x), do: (require :\"Elixir.Spile.Probe\"; ")
            && line.contains("macro: true")
            && line.ends_with(" do quote(do: unquote(x)) end)"),
        "{text}"
    );
    assert!(text.lines().skip(2).eq(source.lines().skip(2)));
    let sites: Vec<(&str, NodeKind)> = weaving
        .sites
        .iter()
        .map(|site| (site.id.as_str(), site.kind))
        .collect();
    assert_eq!(sites, [("M#m/1@1", NodeKind::Macro)]);
    let reasons: Vec<NotWoven> = weaving.skipped.iter().map(|skipped| skipped.reason).collect();
    assert_eq!(reasons, [NotWoven::RunsAtCompileTime, NotWoven::NotAskedFor]);
}

#[test]
fn an_empty_plan_is_the_same_text() {
    let source = "defmodule M do\n  def f(%{a: 1}), do: fn -> 1 end\nend\n";
    for plan in [
        ElixirPlan::default(),
        ElixirPlan::entry_and_exit(Asks::only(Default::default())),
    ] {
        let (text, weaving) = woven(source, &plan);
        assert_eq!(text, source);
        assert!(weaving.insertions.is_empty());
        assert_eq!(weaving.skipped.len(), 2);
    }
}

#[test]
fn anonymous_functions_are_told_by_line_and_number() {
    let source = "def f(x) do\n  g(fn y -> h(&(&1 + y)) end, &k/1, &k(&1, &2), fn -> x end)\nend";
    let (text, weaving) = woven(source, &everything());
    let kinds: Vec<NodeKind> = weaving.sites.iter().map(|site| site.kind).collect();
    assert_eq!(
        kinds,
        [
            NodeKind::Function,
            NodeKind::Lambda,
            NodeKind::Lambda,
            NodeKind::Lambda
        ]
    );
    assert!(text.contains("functions: [{[2, :fn, 0, 2], "), "{text}");
    assert!(text.contains("{[2, :\"&\", 0, 3], "), "{text}");
    assert!(text.contains("{[2, :fn, 1, 2], "), "{text}");
}

/// A plan that tells this of every entry and exit.
fn telling(entry_exit: EntryExit) -> ElixirPlan {
    let actions = Actions {
        entry_exit: Some(entry_exit),
        ..Actions::default()
    };
    ElixirPlan {
        actions,
        ..ElixirPlan::default()
    }
}

#[test]
fn arguments_are_captured_by_name_and_others_by_pattern() {
    let plan = ElixirPlan {
        output: "format: :json".into(),
        ..telling(EntryExit {
            arguments: true,
            value: true,
            ..EntryExit::default()
        })
    };
    let source = "def f(a, %{b: c}, %{} = d, _, e \\\\ [1], k: 1) when a > c, do: a";
    let (text, _) = woven(source, &plan);
    let argument = ":\"Elixir.Spile.Probe\".argument(0, ";
    assert!(
        text.starts_with(&format!(
            "require :\"Elixir.Spile.Probe\"; def f(a, {argument}1, %{{b: c}}), %{{}} = d, {argument}3, _), e \\\\ [1], \
             {argument}5, k: 1)) when"
        )),
        "{text}"
    );
    assert!(
        text.contains("calls: true, args: [:a, 1, :d, 3, :e, 5], value: true, format: :json]"),
        "{text}"
    );

    // Nothing is asked of a head whose arguments tell themselves.
    let source = "def f(:a, 0x1F, \"b c\", [], nil, d), do: d";
    let (text, _) = woven(source, &plan);
    assert!(
        text.starts_with("def f(:a, 0x1F, \"b c\", [], nil, d), do: ("),
        "{text}"
    );
    let told =
        "args: [{:literal, :a}, {:literal, 0x1F}, {:literal, \"b c\"}, {:literal, []}, {:literal, nil}, :d]";
    assert!(text.contains(told), "{text}");
    let source = "def f(:\"a\", 1.0, \"b\\n\", ?a, 'b', [1], -1), do: d";
    let (text, _) = woven(source, &plan);
    assert!(text.contains("args: [0, 1, 2, 3, 4, 5, 6]"), "{text}");
}

#[test]
fn a_module_whose_body_is_one_expression_stays_one() {
    let plan = telling(EntryExit {
        arguments: true,
        ..EntryExit::default()
    });
    for source in [
        "defmodule M, do: def f({x}), do: x",
        "defmodule M, do: (def f({x}), do: x)",
        "defmodule M, [{:do, def(f({x}), [{:do, x}])}]",
        "defmodule M, do: (def f({x}), do: x; def g([x]), do: x)",
    ] {
        let (text, weaving) = woven(source, &plan);
        assert!(!weaving.sites.is_empty());
        let ast = parse(&text, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
        assert!(
            matches!(ast.term(ast.root()), Term::Call(b"defmodule", _)),
            "{text}"
        );
    }
}

#[test]
fn actions_are_told_by_moment_or_by_node() {
    let source = "def f(x) do\n  y = x\n  z =\n    case y do\n      1 -> g(y)\n      _ -> {:ok, y}\n    end\n  z |> h() |> k()\nend";
    let ids: Vec<String> = {
        let ast = parse(source, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
        crate::outline_ast(source, "a.exs".into(), &ast)
            .outline
            .ids(Scheme::Hybrid)
    };
    let id = |kind: &str| {
        ids.iter()
            .find(|id| id.contains(kind))
            .cloned()
            .unwrap_or_default()
    };
    let code = |at| CustomCode {
        at,
        code: Code::Text("a\nb".into()),
        context: vec!["x".into()],
    };
    let actions = Actions {
        variables: [
            Moment::Entry,
            Moment::AfterLine(2),
            Moment::AfterLine(4),
            Moment::AfterLine(5),
            Moment::AfterLine(6),
        ]
        .into_iter()
        .map(|at| Variables { names: vec![], at })
        .collect(),
        code: vec![
            code(CodePlace::At(Moment::BeforeReturn)),
            code(CodePlace::BeforeNode(id(":case:"))),
            CustomCode {
                code: Code::Numbered(7),
                ..code(CodePlace::At(Moment::OnError))
            },
        ],
        expressions: vec![TrackedExpression {
            node: id(":pipe:"),
            intermediate: true,
        }],
        ..Actions::default()
    };
    let plan = ElixirPlan {
        actions,
        ..ElixirPlan::default()
    };
    let (text, _) = woven(source, &plan);
    for expected in [
        "actions: [[:variables, :entry, :all], [:code, :before_return, \"a\\nb\", [:x]], [:code, :on_error, {:spile_code, 7}, [:x]]]",
        // The statement on the line, or the innermost that is.
        "{[2, :\"=\", 0, 1], {:behind, [:variables, {:line, 2}, :all]}}",
        "{[3, :\"=\", 0, 1], {:behind, [:variables, {:line, 4}, :all]}}",
        "{[5, :g, 0, 1], {:behind, [:variables, {:line, 5}, :all]}}",
        // A pair has no place of its own in Elixir's tree: behind the last thing in it.
        "{[6, :y, 0, 1], {:behind, [:variables, {:line, 6}, :all]}}",
        "{[4, :case, 0, 1], {:before, [:code, :before_node, \"a\\nb\", [:x]]}}",
        "{[8, :z, 0, 1], {:track, [8, \"z\"]}}",
        "{[8, :h, 0, 1], {:track, [8, \"z |> h()\"]}}",
        "{[8, :k, 0, 1], {:track, [8, \"z |> h() |> k()\"]}}",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[test]
fn columns_of_woven_text_lead_back() {
    let source = "def f(é), do: é + 1\n";
    let weaving = weave(source, "a.exs", &everything()).unwrap_or_else(|error| panic!("{error}"));
    let applied = weaving.insertions.apply(source);
    let places = WovenPlaces::new(&applied.text, &applied.map);
    let woven: Vec<char> = applied.text.lines().next().unwrap_or_default().chars().collect();
    let original: Vec<char> = source.trim_end().chars().collect();
    let mut column = 1;
    let mut at = 0;
    while let Some(char) = woven.get(column - 1) {
        let back = places.original_column(1, column as u32) as usize;
        if original.get(at) == Some(char) && back == at + 1 {
            at += 1;
        }
        column += 1;
    }
    assert_eq!(at, original.len(), "{}", applied.text);
    assert_eq!(
        places.original_column(1, woven.len() as u32 + 1),
        original.len() as u32 + 1
    );
    assert_eq!(places.original_column(2, 9), 9);
}

#[test]
fn tests_of_exunit_are_functions() {
    let source = "defmodule T do\n  describe \"a\" do\n    test \"b\", %{c: c} do\n      g(fn -> c end)\n    end\n  end\nend";
    let (_, weaving) = woven(source, &everything());
    assert_eq!(weaving.sites.len(), 2);
    assert_eq!(weaving.skipped, []);
}
