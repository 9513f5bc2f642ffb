^
  - % {}or "  - % "# ?\xnot
in   - % {}or """
{}or\
 """
