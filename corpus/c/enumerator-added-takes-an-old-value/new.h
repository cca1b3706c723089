enum command {
	COMMAND_NONE = 0,
	COMMAND_START = 5,
	COMMAND_STOP = 9,
	COMMAND_PAUSE = 16,
};

int run(enum command command);
