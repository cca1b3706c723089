#pragma once
int add(int value);
