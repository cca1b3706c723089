int build_number(void);
int build_major(void);
