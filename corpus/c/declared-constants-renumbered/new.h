enum { LIB_READ = 2, LIB_WRITE = 1 };
int lib_open(const char *name, unsigned flags);
