enum command {
	COMMAND_START = 1,
	COMMAND_STOP = 8,
};

int command_run(enum command command);
