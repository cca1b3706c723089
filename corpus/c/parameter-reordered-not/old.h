long map_range(long start, int pages);
