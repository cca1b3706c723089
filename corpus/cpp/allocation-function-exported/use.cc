#include "old.h"

int main() {
    int *value = new int(1);
    int sum = add(*value);
    delete value;
    return sum == 2 ? 0 : 1;
}
