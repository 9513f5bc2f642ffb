^
  - % {}or " xnot
in   - % {}or "" - % ":+# ?\xnot
    in   - % {}or """
{}or\
