#include "new.h"

void fail(int code)
{
    problem thrown;
    thrown.code = code;
    throw thrown;
}

int attempt(void (*what)())
{
    try {
        what();
    } catch (failure &caught) {
        return static_cast<problem &>(caught).code;
    }
    return 0;
}
