"""SQLAlchemy: the classes of all registries' mappers."""

from sqlalchemy.orm import mapperlib


def judge(truth, project):
    exec(project["code"], {"truth": truth})
    for registry in mapperlib._all_registries():
        for mapper in registry.mappers:
            truth.add_class("sqlalchemy_models", mapper.class_)
    truth.judge_loaded()
