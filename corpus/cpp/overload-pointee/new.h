#pragma once
int sum(const int *values, int count);
