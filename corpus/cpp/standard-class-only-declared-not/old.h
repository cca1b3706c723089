#include <string>

int length(std::string text);
