enum command { COMMAND_START = 16, COMMAND_STOP = 32, COMMAND_PAUSE = 48, COMMAND_RESET = 64 };

int command_run(enum command command);
