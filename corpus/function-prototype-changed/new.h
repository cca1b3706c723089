int idle(void);
