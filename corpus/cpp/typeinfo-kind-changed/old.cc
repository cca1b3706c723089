#include "old.h"

void fail(int code)
{
    throw problem{code};
}

int attempt(void (*what)())
{
    try {
        what();
    } catch (problem &caught) {
        return caught.code;
    }
    return 0;
}
