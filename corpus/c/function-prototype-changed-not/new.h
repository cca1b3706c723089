int wake(void);
