int gauge_raw(int channel);
int gauge_read(int channel);
