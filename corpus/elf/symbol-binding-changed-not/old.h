int event_count(void);
void event_fire(void);
