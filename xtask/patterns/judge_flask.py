"""Flask: whatever is given to `add_url_rule` of an application or a blueprint is a view; of a class-based one its handlers.

Registration is watched, and not only one url map read, since a blueprint may be left out by a setting."""

import gc

from flask import Blueprint, Flask


def judge(truth, project):
    views = []
    for cls in {*Flask.__mro__, *Blueprint.__mro__}:
        watch(cls, views)
    exec(project["code"], {"truth": truth})
    for app in apps():
        views.extend(app.view_functions.values())
    for view in views:
        add_view(truth, view)
    truth.judge_loaded()


def watch(cls, views):
    """Notes the views that are given to a class."""
    if "add_url_rule" not in cls.__dict__:
        return
    original = cls.add_url_rule

    def add_url_rule(self, rule, endpoint=None, view_func=None, *args, **options):
        if view_func is not None:
            views.append(view_func)
        return original(self, rule, endpoint, view_func, *args, **options)

    cls.add_url_rule = add_url_rule


def apps():
    return [value for value in gc.get_objects() if issubclass(type(value), Flask)]


def add_view(truth, view):
    cls = getattr(view, "view_class", None)
    if cls is None:
        truth.add_function("flask_routes", view)
        return
    for name in ["dispatch_request", *sorted(m.lower() for m in cls.methods or ())]:
        handler = getattr(cls, name, None)
        if handler is not None:
            truth.add_function("flask_routes", handler)
