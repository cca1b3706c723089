#pragma once
int twice(int value);
int open(int value);
