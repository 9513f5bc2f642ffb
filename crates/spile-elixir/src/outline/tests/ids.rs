//! IDs of definitions and expressions.

use std::collections::{BTreeSet, HashSet};

use super::{definitions, outline};

const CART: &str = "defmodule Shop.Cart do
  def total(cart, tax \\\\ 0)
  def total([], _), do: 0
  def total(items, tax) when tax > 0 do
    case items do
      [a] -> f(a)
      _ -> f(a)
    end
  end
  defp a + b, do: a
  defmacro twice(x), do: quote(do: unquote(x) * 2)
  defguard is_big(x) when x > 10
  defdelegate size(cart), to: Enum, as: :count
  def unquote(name)(a, b), do: {a, b}
  def each(cart), do: Enum.each(cart, fn item -> send(self(), item) end)
end
";

#[test]
fn clauses_are_told_apart() {
    let mut ids = definitions(CART);
    let lambda = ids.pop().unwrap();
    assert_eq!(
        ids,
        [
            "Shop.Cart",
            "Shop.Cart#total/2@0",
            "Shop.Cart#total/2@1",
            "Shop.Cart#total/2@2",
            "Shop.Cart#+/2@1",
            "Shop.Cart#twice/1@1",
            "Shop.Cart#is_big/1@1",
            "Shop.Cart#size/1@1",
            "Shop.Cart#unquote(name)/2@1",
            "Shop.Cart#each/1@1",
        ]
    );
    assert!(lambda.starts_with("Shop.Cart#each/1@1:fn:"), "{lambda}");
}

#[test]
fn a_function_is_named_as_a_whole_or_by_the_clause() {
    let outline = outline(CART);
    let find = |id: &str| -> Vec<String> {
        let found = outline.find(&id.parse().unwrap());
        found.into_iter().map(|at| outline.id(at)).collect()
    };
    let clauses = [
        "Shop.Cart#total/2@0",
        "Shop.Cart#total/2@1",
        "Shop.Cart#total/2@2",
    ];
    assert_eq!(find("Shop.Cart#total/2"), clauses);
    assert_eq!(find("Shop.Cart.total/2"), clauses);
    assert_eq!(find("Shop.Cart:total/2"), clauses);
    // What `tax` can be left out of.
    assert_eq!(find("Shop.Cart#total/1"), clauses);
    assert!(find("Shop.Cart#total/0").is_empty() && find("Shop.Cart#total/3").is_empty());
    assert_eq!(find("Shop.Cart#total/2@2"), ["Shop.Cart#total/2@2"]);
    assert_eq!(find("Shop.Cart"), ["Shop.Cart"]);
    assert_eq!(find("lib/shop.ex"), ["lib/shop.ex"]);
    assert!(find("Shop.Other#total/2").is_empty());
    let third = find("Shop.Cart:total/2@2:body:expr_1");
    assert!(third[0].starts_with("Shop.Cart#total/2@2:case:"), "{third:?}");
}

#[test]
fn every_id_in_every_scheme_names_its_node() {
    let outline = outline(CART);
    for scheme in spile_core::Scheme::ALL {
        let ids = outline.ids(scheme);
        let distinct: HashSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "{scheme}");
        for (at, id) in ids.iter().enumerate() {
            let found = outline.find(&id.parse().unwrap());
            assert_eq!(found, [spile_core::NodeIdx(at as u32)], "{id}");
        }
    }
}

#[test]
fn layout_and_what_stands_elsewhere_change_no_id() {
    let ids = |source: &str| -> BTreeSet<String> {
        let outline = outline(source);
        outline.ids(spile_core::Scheme::Hybrid).into_iter().collect()
    };
    let edited = CART
        .replace("    case items do", "    # why\n    case(items) do\n")
        .replace("do: 0\n", "do: (0)\n\n")
        .replace("[a] -> f(a)", "[a] ->\n        f a")
        .replace("  defp a + b", "  def other(x), do: g(x)\n\n  defp a + b");
    let after = ids(&edited);
    let lost: Vec<String> = ids(CART).into_iter().filter(|id| !after.contains(id)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_fingerprint_survives_a_new_name_and_place() {
    let one = outline("defmodule A do\n  def f(0), do: 0\n  def f(n), do: n + f(n - 1)\nend\n");
    let other =
        outline("defmodule B do\n  def x, do: 1\n  def g(0), do: 0\n  def g(n), do: n + g(n - 1)\nend\n");
    let fingerprint = |outline: &spile_core::Outline, path: &str| {
        let found = outline
            .definitions()
            .find(|(_, definition)| definition.path == path);
        outline.fingerprint(found.unwrap().0)
    };
    assert_eq!(fingerprint(&one, "f/1@2"), fingerprint(&other, "g/1@2"));
    assert_ne!(fingerprint(&one, "f/1@1"), fingerprint(&one, "f/1@2"));
}

#[test]
fn what_a_quote_holds_is_not_defined_here() {
    let source = "defmodule A do
  defmacro __using__(_) do
    quote do
      def f(x), do: fn y -> x + y end
      unquote(Enum.map([1], fn z -> z end))
    end
  end
end
";
    let ids = definitions(source);
    assert_eq!(ids[..2], ["A", "A#__using__/1@1"]);
    assert_eq!(ids.len(), 3, "{ids:?}");
    let outline = outline(source);
    let lambda = &outline.definitions[3];
    assert_eq!(lambda.parameters[0].name, "z");
}

#[test]
fn the_ids_are_in_the_metadata_of_the_ast() {
    let mut ast = spile_elixir_syntax::parse("f(1)", &spile_elixir_syntax::Options::default()).unwrap();
    let (outlined, given) = crate::add_node_ids("f(1)", "a.exs".into(), &mut ast, spile_core::Scheme::Hybrid);
    let ids = outlined.outline.ids(spile_core::Scheme::Hybrid);
    assert_eq!(given, [(ast.root(), ids[1].clone())]);
    assert_eq!(
        ast.to_quoted(),
        format!(
            "{{:f, [elixir_ast_node_id: \"{}\", line: 1, column: 1], [1]}}",
            ids[1]
        )
    );
}

#[test]
fn a_function_without_a_module_has_the_name_of_the_source_before_it() {
    assert_eq!(
        definitions("def hello(name), do: name\n"),
        ["lib/shop.ex#hello/1@1"]
    );
}
