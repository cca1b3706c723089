int sum_of(int count, int (*term)(int index));
