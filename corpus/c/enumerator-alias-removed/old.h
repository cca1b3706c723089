enum state {
	STATE_READY,
	STATE_BUSY,
	STATE_IDLE = 0
};

int state_is_ready(enum state s);
