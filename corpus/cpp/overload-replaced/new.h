#pragma once
int area(long width, long height);
