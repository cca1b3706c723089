#include "new.h"

int length(const std::string &text) { return static_cast<int>(text.size()); }
int first(const std::wstring &text, int fallback) { return text.size() ? 1 : fallback; }
