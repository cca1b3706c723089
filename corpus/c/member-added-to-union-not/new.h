struct key_event {
	int code;
	int repeat;
	int modifiers;
};

union event_body {
	struct key_event key;
	int button;
};

struct event {
	union event_body body;
	int time;
};

struct event *event_wait(void);
