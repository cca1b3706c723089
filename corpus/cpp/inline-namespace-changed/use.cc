#include "old.h"

int main() {
    lib::Options options{4};
    return lib::start(options) == 4 ? 0 : 1;
}
