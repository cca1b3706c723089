enum command {
	COMMAND_START = 0,
	COMMAND_STOP = 4,
};

int run(enum command command);
