#include "old.h"

// Its table names the function that the class had.
class mine : public device {
public:
    int open() override { return 5; }
};

int main()
{
    mine one;
    device *volatile through = &one;
    return through->open() != 5 || make_device()->open() != 3;
}
