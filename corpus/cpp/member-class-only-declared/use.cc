#include "old.h"

int main()
{
    request one{span(2, 9), 1};
    return width(&one) != 8;
}
