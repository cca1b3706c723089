int twice(int) __asm__("_Z5twiceIiEiT_Q8integralIS0_E");
int once(int) __asm__("_Z4onceITk8integraliEiT_");

int main()
{
    return twice(4) != 8 || once(3) != 3;
}
