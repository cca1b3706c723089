int seven(int count);
int eight(void);
