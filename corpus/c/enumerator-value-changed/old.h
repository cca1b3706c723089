enum command {
	COMMAND_START = 1,
	COMMAND_STOP = 2,
};

int command_run(enum command command);
