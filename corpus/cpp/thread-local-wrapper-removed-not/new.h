#pragma once
int start(int value);
