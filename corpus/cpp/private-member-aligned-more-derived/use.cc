#include "old-headers/vector.h"

class arrow : public vector {
public:
    float length;
};

/* Of two objects 20 bytes apart one is not aligned to 16. */
struct entry {
    arrow all[2];
};

int main()
{
    entry one;
    one.all[0].add(one.all[1]);
    return one.all[0].at(1) != 4.0f;
}
