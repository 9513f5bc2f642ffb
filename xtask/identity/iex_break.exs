# Without Spile: whether IEx can set a breakpoint with a pattern depends on how many variables there are where it is called.
# Run by `elixir iex_break.exs` on Elixir 1.20, it prints `ok` for most numbers, and what IEx raises for one.
{:ok, _} = Application.ensure_all_started(:iex)
Code.put_compiler_option(:ignore_module_conflict, true)

source = "defmodule Target do def two(_a, _b) do pid = self(); send(self(), pid); :ok end end"
folder = Path.join(System.tmp_dir!(), "iex_break")
File.mkdir_p!(folder)
[{Target, binary}] = Code.compile_string(source)
File.write!(Path.join(folder, "Elixir.Target.beam"), binary)
Code.prepend_path(folder)

for count <- 0..5 do
  IEx.Pry.remove_breaks()
  :code.purge(Target)
  :code.delete(Target)
  {:module, Target} = :code.load_file(Target)
  variables = for index <- 1..count//1, do: "v#{index} = #{index}; _ = v#{index}; "

  Code.compile_string("""
  defmodule Caller do
    import IEx.Helpers
    def run do
      #{variables}break!(Target.two(_, map) when is_map(map))
    end
  end
  """)

  said =
    try do
      apply(Caller, :run, [])
      "ok"
    rescue
      error -> Exception.message(error)
    end

  IO.puts("#{count} variables: #{said}")
end
