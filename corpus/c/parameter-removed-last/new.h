int buffer_free(char *buffer);
