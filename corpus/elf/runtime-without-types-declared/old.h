int gamma_first(void);
int __cache_size(void);
