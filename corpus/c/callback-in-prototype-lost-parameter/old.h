void each_line(void (*seen)(int line, int length));
