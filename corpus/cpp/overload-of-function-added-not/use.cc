#include "old.h"

int main()
{
    text::line one = {1};
    return text::width(5) != 5 || one + one != 2;
}
