#include "old.h"

int main()
{
    const sized *base = make_button();
    return base->size != 5;
}
