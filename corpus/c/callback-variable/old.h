extern int (*alarm_hook)(int level);
int alarm_raise(void);
