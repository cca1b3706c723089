int cache_trim(int keep, int verbose);
