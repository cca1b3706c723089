extern int (*alarm_hook)(double level);
int alarm_raise(void);
