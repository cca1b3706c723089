int pin_set(int pin);
int pin_get(int pin);
