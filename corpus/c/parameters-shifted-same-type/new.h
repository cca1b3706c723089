int blend(int mode, int from, int to);
