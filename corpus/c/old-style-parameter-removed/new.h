int limit(void);
int share();
