int seven();
int eight(void);
