enum metric { METRIC_CPU, METRIC_MEMORY, METRIC_DISK, METRIC_COUNT };

struct metrics {
	int value[METRIC_COUNT];
	int total;
};

int metric_get(enum metric metric);
void metric_all(struct metrics *metrics);
