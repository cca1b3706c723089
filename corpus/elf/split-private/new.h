struct pump;

struct pump *pump_new(void);
int pump_rate(const struct pump *pump);
