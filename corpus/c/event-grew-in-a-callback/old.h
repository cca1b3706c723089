struct event {
	int code;
	struct event *next;
};
struct handlers {
	int (*handle)(struct event *event);
};

int handlers_run(const struct handlers *handlers);
int event_code(struct event *event);
