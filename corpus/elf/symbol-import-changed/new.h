struct event {
	int id;
	int level;
};

/* The application defines it. */
int on_event(int queue, struct event *event);

int pump(void);
