int put(char letter);
