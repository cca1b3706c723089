extern int cache_limit;
int cache_fits(int bytes);
