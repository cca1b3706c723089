enum { ROW_PAIRS = 3 };
extern int rows[2 * ROW_PAIRS];
int rows_sum(void);
