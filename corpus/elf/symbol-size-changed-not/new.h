int average(const int *values, int count);
