struct lib_name { int length; };
int lib_open(const struct lib_name *name, unsigned flags);
int lib_last(void);
