#pragma once
int length(const char8_t *text);
