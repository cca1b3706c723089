int volts(int raw);
int amps(int raw);
