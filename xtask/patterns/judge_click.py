"""Click: the callbacks of all commands and groups."""

import gc

import click


def judge(truth, project):
    exec(project["code"], {"truth": truth})
    commands = [value for value in gc.get_objects() if issubclass(type(value), click.Command)]
    for command in commands:
        if command.callback is not None:
            truth.add_function("click_commands", command.callback)
    truth.judge_loaded()
