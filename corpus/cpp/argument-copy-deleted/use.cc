#include "old.h"

int main()
{
    return id_of(token(5)) != 5;
}
