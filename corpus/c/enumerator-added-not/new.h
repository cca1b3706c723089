enum signal {
	SIGNAL_GREEN = 3,
	SIGNAL_AMBER = 2,
	SIGNAL_RED = 1,
};

int signal_stops(enum signal signal);
