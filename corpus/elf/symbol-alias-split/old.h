int ticket_next(void);
int ticket_take(void);
