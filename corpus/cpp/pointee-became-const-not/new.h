extern "C" int sum_all(const int *values, int count);
