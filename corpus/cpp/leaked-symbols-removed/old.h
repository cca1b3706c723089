#pragma once
int open(int value);
