#pragma once
#include <vector>
int count(const std::vector<int> &values);
int total(const std::vector<int> &values, int more);
