enum signal {
	SIGNAL_RED = 1,
	SIGNAL_AMBER = 2,
	SIGNAL_GREEN = 3,
};

int signal_stops(enum signal signal);
