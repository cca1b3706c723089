#include "new.h"

namespace {
struct failure {
};
struct problem : failure {
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
