#include "old.h"

int main()
{
    return make_label()->end != 'z';
}
