enum lib_flags { LIB_READ = 1, LIB_WRITE = 2 };
int lib_open(const char *name, unsigned flags);
int lib_last(void);
