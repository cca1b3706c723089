extern int build_number;
int build_major(void);
