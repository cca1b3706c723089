int buffer_free(char *buffer, int wipe);
