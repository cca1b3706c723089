#include <string>

int length(std::string text);
std::string name();
