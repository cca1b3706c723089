int sum(int *values, int count);
