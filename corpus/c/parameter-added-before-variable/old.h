int sum_up(int count, ...);
