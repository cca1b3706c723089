extern int balance;
int in_debt(void);
