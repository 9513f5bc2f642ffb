defmodule Dialyzer.Cond do
  def one_boolean do
    c->ond do
      true -> :ok
    end
  end

  def two_boolean do
    cond do
      List.flatten([]) == [] -> :ok
      t :ok
    end
  end

  def one_otherwise do
    c  ond do
      :ose -> :ok
    end
  end

  def two_otherwise do
    cond do
      List.flatten([]) == [] -> :ok
      :otherwise -> :ok
    end
  end
end
