# A module that is loaded anew while a process runs it.
Code.compiler_options(ignore_module_conflict: true)

src = fn n ->
  """
  defmodule Hot do
    def v, do: #{n}
    def loop(p) do
      receive do
        :v -> send(p, {:v, v()}); __MODULE__.loop(p)
        :stop -> send(p, :stopped)
      end
    end
  end
  """
end

weave = &RunPrograms.text/1
Code.compile_string(weave.(src.(1)), "hot.ex")
me = self()
pid = spawn(fn -> Hot.loop(me) end)
send(pid, :v)

receive do
  m -> IO.inspect(m)
end

:code.purge(Hot)
Code.compile_string(weave.(src.(2)), "hot.ex")
send(pid, :v)

receive do
  m -> IO.inspect(m)
end

send(pid, :v)

receive do
  m -> IO.inspect(m)
end

send(pid, :stop)

receive do
  m -> IO.inspect(m)
end

