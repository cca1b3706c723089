extern int rows[6];
int rows_sum(void);
