struct event {
	int length;
	int name[];
};

int event_last(const struct event *event);
