extern int inbox[4];
int inbox_sum(void);
