void call(void (*what)());
