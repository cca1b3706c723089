#pragma once
int area(int width, int height);
int area(long width, long height);
