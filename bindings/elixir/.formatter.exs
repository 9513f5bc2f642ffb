# The programs in test/diagnostics and test/programs are what is woven: their text stays as it is.
[
  inputs: [
    "{mix,.formatter}.exs",
    "{lib,examples}/**/*.{ex,exs}",
    "test/*.exs",
    "test/{behaviours,probe,support}/**/*.{ex,exs}"
  ],
  line_length: 118
]
