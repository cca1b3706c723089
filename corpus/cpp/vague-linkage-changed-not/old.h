#pragma once
extern "C" int add(int value);
