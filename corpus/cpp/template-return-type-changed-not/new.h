#pragma once
double parse(const char *text);
