#pragma once
int length(const char *text);
