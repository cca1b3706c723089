int gamma_first(void);
int gamma_next(void);
