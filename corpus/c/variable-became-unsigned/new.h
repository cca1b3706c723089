extern unsigned int balance;
int in_debt(void);
