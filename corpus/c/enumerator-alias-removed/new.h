enum state {
	STATE_READY,
	STATE_BUSY
};

int state_is_ready(enum state s);
