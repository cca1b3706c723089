#pragma once
extern thread_local int counter;
int start(int value);
