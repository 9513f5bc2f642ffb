import celery
import invenio_accounts.tasks
import invenio_files_rest.tasks

celery.Celery("x").set_current()
