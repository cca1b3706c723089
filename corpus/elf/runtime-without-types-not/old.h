int gamma_first(void);
