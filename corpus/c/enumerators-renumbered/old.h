enum command { COMMAND_START = 1, COMMAND_STOP, COMMAND_PAUSE, COMMAND_RESET };

int command_run(enum command command);
