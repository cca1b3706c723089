#pragma once
int sum(int *values, int count);
