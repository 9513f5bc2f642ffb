"""Django: the callables that the URL resolver ends in, and its handlers of errors; of class-based views, routed or not,
the methods that answer a request."""


def judge(truth, project):
    exec(project["code"], {"truth": truth})
    from django.urls import get_resolver
    from django.views import View

    for urlconf in project.get("urlconfs", [None]):
        resolver = get_resolver(urlconf)
        walk(truth, resolver.url_patterns)
        for status in [400, 403, 404, 500]:
            truth.add_function("django_views", resolver.resolve_error_handler(status))
    pending = [View]
    while pending:
        cls = pending.pop()
        pending.extend(cls.__subclasses__())
        add_class(truth, cls, [])
    truth.judge_loaded()


def walk(truth, patterns):
    for pattern in patterns:
        below = getattr(pattern, "url_patterns", None)
        if below is not None:
            walk(truth, below)
        else:
            add_view(truth, pattern.callback)


def class_of(callback):
    seen = 0
    while callback is not None and seen < 50:
        cls = getattr(callback, "view_class", None) or getattr(callback, "cls", None)
        if isinstance(cls, type):
            return cls, getattr(callback, "actions", None)
        callback = getattr(callback, "__wrapped__", None)
        seen += 1
    return None, None


def add_view(truth, callback):
    cls, actions = class_of(callback)
    if cls is None:
        truth.add_function("django_views", callback)
        return
    add_class(truth, cls, (actions or {}).values())


def add_class(truth, cls, actions):
    for name in ["dispatch", *cls.http_method_names, *actions]:
        handler = getattr(cls, name, None)
        if handler is not None:
            truth.add_function("django_views", handler)
