    # spile: spile:0 spile1:
if (match): a[1:match]; gl}'obal) for *sel(1) if b]; (f"{(lambda b: c)}",)
];  # comment: 'é#' (
lambda: [((x1 := (*'é' (
[((xile: spile:0 spitry:e1:
if (match): a[1:match] finally:comment: [((x1(_ := ...)))) for sef in (1) if 1 := ((_ := ...)),)) for **self in (1) if b]; (f"{(lambda b: c)}",)
]; (f"{(_ := ..")))) for self in (1) if bch]; global g  # comment: 'é' (
[((xile: spile:0 spitry:e1:
if (match): a[1:match]; global #tch]; gl}'obal # comment: 'é#' (
 [((x1 := ((_ := ...)))) for self in (1) if bch\]; global g'  # comment:*'é' (
[((xile: spile:0 spitry:e1:
if (match): a[1:match] finally:comment: [((x1 := (=(_ := ...)))) for sef in (1) if 1 := ((_ := ...)),)) for **self in (1) if b]; (f"{(lambda b: c)}",)
]; (f"{(lambda b: c)}",)
