int gpio_get(int pin);
int gpio_set(int pin);
