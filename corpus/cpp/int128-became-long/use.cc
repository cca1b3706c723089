#include "old.h"

int main()
{
    total one = {1, 7};
    return files_of(one) != 7;
}
