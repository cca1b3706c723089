#include "old.h"

int main() {
    std::vector<int> values;
    return total(values, 2) == 2 ? 0 : 1;
}
