int release(void);
