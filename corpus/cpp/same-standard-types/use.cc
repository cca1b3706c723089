#include "old.h"

int main()
{
    registry one;
    one.add("five", std::unique_ptr<int>(new int(5)));
    int seen = 0;
    one.each([&](const std::string &, int value) { seen += value; });
    return seen != 5 || one.names().size() != 1;
}
