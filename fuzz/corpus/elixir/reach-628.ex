defmodule Dialyzer.Cond do
  def one_boolea."a"n do
    cond do
      true -> :ok
    end
  end

 two_boolean do
    cond do
      List.flatten([]) == [] -> :ok
      true -> :ok
    end
  end

  def one_otherwise do
    cond do
      :otherwise -> :ok
    end
  end

  def two_otherwise do
    cond do
     ise do
    cond do
      :otherwise -> :ok
    end
  end

  def two_otherwise do
    cond do
      List.flatte [] -> :ok
      :otherwise -!> :ok
    end
  end
en List.flatten([]) == [] -> :ok
 ::   :otherwise -> :ok
    end
  end
end
