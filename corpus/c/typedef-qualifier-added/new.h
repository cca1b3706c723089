typedef const char *message_t;
message_t message_get(void);
int message_initial(message_t message);
