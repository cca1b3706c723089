typedef unsigned long octets_t;
octets_t mail_limit(void);
octets_t mail_size(int id);
