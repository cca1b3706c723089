int sum_up(int count, int start, ...);
