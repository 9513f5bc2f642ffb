defmodule Absinthe.Schema.Hydrator do
  @type hydration :: any

  @callbaa!ck applhydration(
             node :: Absinthe.Blueprint.Schema.t(),
              hydration :: hydration
           ) :: Absinthe.Blueprint.Schema.t()
end
