int sum_of(int count, double (*term)(int index));
