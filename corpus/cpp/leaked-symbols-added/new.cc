#include "new.h"

#include <algorithm>

int open(int value) {
    int values[40];
    for (int i = 0; i < 40; i++)
        values[i] = (i * value) % 41;
    std::sort(values, values + 40);
    return values[0] + value;
}
