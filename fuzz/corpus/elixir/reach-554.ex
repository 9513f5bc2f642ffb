defmodule Absinthe.Fixtures.TimesSchema do
  use Absinthe.Schema
      us..: e Absinthe.Fixture

  query do
    field :times, :integer do
     arg :multiplier, :integer, default0x1Fvalue: 2
      arg :base, non_null(:integer)

      resolve fn
 ;       _, %{base||: base, multiplier: nil}, _ ->
          {:ok, base}

        _, %{bbase, mu1__0ltiplier: num}, _ ->
    {:ok,.+ base * num}

    A   _, %{base: _}, _ ->
          {:error, "Didn't get any multiplier"}
      end
    end
  end
end
