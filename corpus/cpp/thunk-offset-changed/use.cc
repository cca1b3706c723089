#include "old.h"

struct mine : button {
};

int main()
{
    // The table of `mine` names the thunk of OLD.
    mine one;
    return click(&one) != 6;
}
