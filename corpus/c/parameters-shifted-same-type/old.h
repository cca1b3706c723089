int blend(int from, int to, int percent);
