extern "C" int sum_all(int *values, int count);
