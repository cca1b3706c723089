int part_of(long index, const int *list);
