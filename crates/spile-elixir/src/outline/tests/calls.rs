//! What calls mean.

use super::calls;

#[test]
fn local_calls_name_the_function_with_as_many_parameters() {
    let source = "defmodule A do
  import Enum, only: [count: 1]
  def f(x, y \\\\ 1), do: x + y
  def count(a, b), do: count(a)
  def g(x) do
    f(x)
    x |> f(2)
    x |> f
    h()
    f(1, 2, 3)
    &f/1
    &Enum.map/2
    __MODULE__.f(x)
    A.f(x, 1)
    A.g()
    apply(A, :f, [1])
    x.name.first
    x.()
  end
end
";
    assert_eq!(
        calls(source),
        [
            "count -> Enum.count",
            "f -> A.f = A#f/2@1",
            "f -> A.f = A#f/2@1",
            "f -> A.f = A#f/2@1",
            "h -> ",
            "f -> ",
            "f -> A.f = A#f/2@1",
            "Enum.map -> Enum.map",
            "__MODULE__.f -> A.f = A#f/2@1",
            "A.f -> A.f = A#f/2@1",
            "A.g -> A.g",
            "apply -> A.f = A#f/2@1",
        ]
    );
}

#[test]
fn aliases_are_followed_to_the_end_of_their_block() {
    let source = "defmodule A do
  alias Shop.{Cart, Orders.Item}
  alias Shop.Repo, as: R
  def f do
    alias Other.Cart
    Cart.a()
  end
  def g do
    Cart.b()
    Item.c()
    R.get(1)
    Cart.Line.d()
    :lists.map(1, 2)
  end
end
";
    assert_eq!(
        calls(source),
        [
            "Cart.a -> Other.Cart.a",
            "Cart.b -> Shop.Cart.b",
            "Item.c -> Shop.Orders.Item.c",
            "R.get -> Shop.Repo.get",
            "Cart.Line.d -> Shop.Cart.Line.d",
            "lists.map -> lists.map",
        ]
    );
}

#[test]
fn a_function_of_an_outer_module_is_no_local_one() {
    let source = "defmodule A do
  def f(x), do: x
  defp p(x), do: x
  defmodule B do
    def g(x), do: f(A.f(A.p(x)))
  end
  defmacro m(x), do: quote(do: f(unquote(p(x))))
end
";
    assert_eq!(
        calls(source),
        [
            "f -> ",
            "A.f -> A.f = A#f/1@1",
            "A.p -> A.p",
            "f -> ",
            "p -> A.p = A#p/1@1"
        ]
    );
}
