int gpio_get(int pin);
