int edition(void);
