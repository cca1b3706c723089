#include "old.h"

int main(void) { return pump_rate(pump_new()) != 5; }
