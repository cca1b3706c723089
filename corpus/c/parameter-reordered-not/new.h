long map_range(long first, int count);
