int gauge_read(int channel);
