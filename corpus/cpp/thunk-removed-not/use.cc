#include "old.h"

int main()
{
    return click(button::make()) != 6;
}
