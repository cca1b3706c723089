int gauge_read(int channel);
void gauge_trace(void);
