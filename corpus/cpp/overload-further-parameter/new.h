#pragma once
int area(int width, int height, int scale = 1);
