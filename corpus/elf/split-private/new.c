#include "new.h"

struct pump {
    int state;
    int rate;
};

static struct pump only = {1, 5};

struct pump *pump_new(void) { return &only; }
int pump_rate(const struct pump *pump) { return pump->rate; }
