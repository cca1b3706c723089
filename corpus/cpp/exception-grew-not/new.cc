#include "new.h"

namespace {
struct problem {
    long code;
    long line;
};
} // namespace

int attempt()
{
    try {
        throw problem{5, 9};
    } catch (problem &caught) {
        return caught.code;
    }
}
