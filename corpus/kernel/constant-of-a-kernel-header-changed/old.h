#line 1 "include/linux/led.h"
struct leds {
	int used;
};

static const int led_most = 4;

int led_levels(const struct leds *leds, int *levels);
#line 1 "drivers/leds/internal.h"
static const int led_step = 1;
