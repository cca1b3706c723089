int twice(int) __asm__("_Z5twiceIiEiT_Q8integralIS0_E");

int main()
{
    return twice(4) != 8;
}
