#include "old.h"

int main() {
    try {
        fail();
    } catch (const Error &error) {
        return error.code() == 3 ? 0 : 1;
    }
    return 1;
}
