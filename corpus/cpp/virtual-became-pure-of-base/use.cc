#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

class square : public shape {
public:
    int area() override { return 4; }
};

int main()
{
    square mine;
    return measure(&mine) != 5;
}
