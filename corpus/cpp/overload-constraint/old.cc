// As compilers name it that write what a template requires into its symbols.
int twice(int) __asm__("_Z5twiceIiEiT_Q8integralIS0_E");
int once(int) __asm__("_Z4onceITk8integraliEiT_");

int twice(int value) { return 2 * value; }
int once(int value) { return value; }
