// As compilers name it that write what a template requires into its symbols.
int twice(int) __asm__("_Z5twiceIiEiT_Q8integralIS0_E");

int twice(int value) { return 2 * value; }

int twice_number(int) __asm__("_Z5twiceIiEiT_Q6numberIS0_E");
int twice_number(int value) { return 2 * value; }
