typedef unsigned long octets_t;
octets_t mail_limit(void);
unsigned long mail_size(int id);
