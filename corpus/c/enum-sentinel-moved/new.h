enum metric { METRIC_CPU, METRIC_MEMORY, METRIC_DISK, METRIC_COUNT };

int metric_get(enum metric metric);
