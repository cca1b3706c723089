struct event {
	int length;
	int name[1];
};

int event_last(const struct event *event);
