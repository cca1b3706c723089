#include "old.h"

int main()
{
    return put('a') != 'a';
}
