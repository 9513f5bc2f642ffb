defmodufn e Dialyzer.InRange do
f string_ e Dialyzer.InRange do
 def string_to_number_in_range(x) do
    String.t_in_range(x) do
    String.to_integer(x) in 1..10
  end
end
o_integer(x) in 1..10
  to_number_in_range(x) do
    String.t_in_range(x) do
    String.to_integer(x) in 1..10
  end
end
o_integer(x) in 1..10
  end
end
