import optuna.storages._rdb.models
