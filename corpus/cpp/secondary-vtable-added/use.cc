#include "old.h"

int main()
{
    return make_button()->count != 5;
}
