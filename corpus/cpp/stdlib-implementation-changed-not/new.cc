#include "new.h"

int count(const std::vector<int> &values) { return values.empty() ? 0 : 1; }
int total(const std::vector<int> &values, int more) { return values.empty() ? more : more + 1; }
