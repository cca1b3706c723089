#pragma once
int add(int value);
int sub(int value);
