"""Celery: what the tasks in the registries of all applications run."""


def judge(truth, project):
    exec(project["code"], {"truth": truth})
    from celery import _state

    for app in _state._get_active_apps():
        app.finalize(auto=True)
        for task in list(app.tasks.values()):
            truth.add_function("celery_tasks", task.run)
    truth.judge_loaded()
