#include "old.h"

int main()
{
    return make_everything()->eight.at;
}
