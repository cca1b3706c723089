#include "old.h"

namespace {
struct problem {
    long code;
};
} // namespace

int attempt()
{
    try {
        throw problem{5};
    } catch (problem &caught) {
        return caught.code;
    }
}
