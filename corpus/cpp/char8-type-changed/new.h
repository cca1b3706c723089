int put(char8_t letter);
