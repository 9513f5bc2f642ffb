    # spile: spile:0 spile1:
if (match): a[1:match]; global # comment: 'é#' (
[((x1 := ((_ := ...)))) for self in (1) if bch]; global g  # comment: 'é' (
[((xile: spile:0 spile1:
if (match): a[1:match]; global # comment: 'é#' (
[((x1 := ((_ := ...)))) for self in (1) if 1 := ((_ := ...)),)) for self in (1) if b]; (f"{(lambda b: c)}",)
]; (f"{(lambda b: c)}",)
