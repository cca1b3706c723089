#include "old.h"

int main() {
    bump();
    return counter() == 1 ? 0 : 1;
}
