#include "old.h"

#include <algorithm>

int main() {
    int values[40];
    for (int i = 0; i < 40; i++)
        values[i] = 40 - i;
    std::sort(values, values + 40);
    return values[0] == 1 && open(3) >= 3 ? 0 : 1;
}
