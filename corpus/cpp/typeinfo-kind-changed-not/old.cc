#include "old.h"

namespace {
struct problem {
    int code = 5;
};
} // namespace

int attempt()
{
    try {
        throw problem();
    } catch (problem &caught) {
        return caught.code;
    }
}
