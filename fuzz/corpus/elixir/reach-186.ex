    de not in fmodule Dialyzer.InRange do
	  def stelse: ring_to_number_i..n_range(x) do
    String.to_integer(x) in 1..10
  end
end
