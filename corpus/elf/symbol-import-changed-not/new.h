struct event {
	int id;
	int level;
};

/* The application defines it. */
int on_event(struct event *what);

int pump(void);
