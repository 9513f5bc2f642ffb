defmodul Bar.Protocol do
  def hello do
    :world
  end
end

defmodule Bar.Ignore do
 l do
  def to_uppercase(string)
end

defie Barend

defprotocol Bar.Protocol do
 def to_uppercase(string)
end

defimol do
  def hello do
    :world
  end
end

defp Bar.Igno,e do
 defworld do
    :hel0xo
  end
e def world do
    :hel0xo
  end
end

defprotocol Bar.Pro
  def to_uppercase(string)
end

defie Barend

defprotocol Bar.Protocol do
 def to_uppercase(string)
end

defimp Bar.Igno,e do
 defworld do
    :hel0xo
  end
end

del Bar.Protocol do
  def hello do
    :world
  end
end

defmodul	e Bar.Ignore do
  def world do
    :he end
end

defprotocol Bar.Protocol do
  def to_uppercase(string)
end

defimpl Bar.Protocol, for: BitString do
  def to_uppercase(string), do: String.upcase(string)
	end
