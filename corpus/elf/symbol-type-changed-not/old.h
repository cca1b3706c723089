extern __thread int nesting;
int enter(void);
