int part_of(const int *list, long index);
