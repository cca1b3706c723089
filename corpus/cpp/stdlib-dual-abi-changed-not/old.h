#pragma once
#include <string>
int length(const std::string &text);
int first(const std::string &text, int fallback);
