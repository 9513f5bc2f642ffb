//! What modules are called, and what is said about definitions.

use spile_core::Visibility;

use super::{definitions, outline};

#[test]
fn modules_are_called_as_the_compiler_calls_them() {
    let source = "defmodule Shop do
  alias Shop.Protocols.Price
  defmodule Item do
    defimpl Inspect do
    end
  end
  defimpl Price, for: Item do
  end
  defimpl Price, for: [Integer, Item] do
  end
  defmodule __MODULE__.Other do
  end
  defmodule Elixir.Absolute do
  end
  defmodule :erlang_like do
  end
  defmodule Module.concat(A, B) do
  end
  defmodule Item do
    def f, do: 1
  end
end
defprotocol Shop.Protocols.Price do
  def price(item)
end
";
    assert_eq!(
        definitions(source),
        [
            "Shop",
            "Shop.Item",
            "Inspect.Shop.Item",
            "Shop.Protocols.Price.Shop.Item",
            "Shop.Protocols.Price.{Integer,Shop.Item}",
            "Shop.Other",
            "Absolute",
            "erlang_like",
            "Shop.?",
            "Shop.Item~2",
            "Shop.Item~2#f/0@1",
            "Shop.Protocols.Price",
            "Shop.Protocols.Price#price/1@0",
        ]
    );
}

#[test]
fn behaviours_and_what_is_used_are_bases() {
    let outline = outline(
        "defmodule A do\n  alias My.Server\n  use GenServer\n  @behaviour Server\n  use MyWeb, :controller\nend\n",
    );
    let bases: Vec<(&str, &str)> = outline.definitions[1]
        .bases
        .iter()
        .map(|base| (base.written.as_str(), base.qualified.as_str()))
        .collect();
    assert_eq!(
        bases,
        [
            ("GenServer", "GenServer"),
            ("Server", "My.Server"),
            ("MyWeb", "MyWeb")
        ]
    );
}

#[test]
fn attributes_before_a_function_are_its_decorators() {
    let outline = outline(
        "defmodule A do
  @moduledoc false
  @timeout 5000

  use B
  @doc \"d\"
  @impl true
  def init(0), do: 0
  def init(x), do: x
  def other(x), do: x
end
",
    );
    let written = |at: usize| -> Vec<&str> {
        let decorators = outline.definitions[at].decorators.iter();
        decorators.map(|decorator| decorator.written.as_str()).collect()
    };
    assert_eq!(written(2), ["doc", "impl"]);
    assert_eq!(written(3), ["doc", "impl"]);
    assert!(written(4).is_empty());
}

#[test]
fn visibility_parameters_sizes() {
    let outline = outline(
        "defmodule A do
  def f(a, %{b: c} = d, _, e \\\\ 1) when a > 1, do: a.b
  defp g, do: h(1)
  defmacrop m(x) do
    x
  end
end
",
    );
    let f = &outline.definitions[2];
    assert_eq!(f.visibility, Visibility::Public);
    let parameters: Vec<&str> = f
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    assert_eq!(parameters, ["a", "%{b: c} = d", "_", "e"]);
    assert!(f.is_trivial && f.n_statements == 1);
    let g = &outline.definitions[3];
    assert_eq!((g.visibility, g.is_trivial), (Visibility::Private, false));
    let m = &outline.definitions[4];
    assert_eq!(
        (m.kind, m.visibility),
        (spile_core::NodeKind::Macro, Visibility::Private)
    );
}
