#include "old-headers/vector.h"

/* Of two objects 20 bytes apart one is not aligned to 16. */
struct entry {
    float weight;
    vector where;
};

int main()
{
    entry all[2];
    all[0].where.add(all[1].where);
    return all[0].where.at(1) != 4.0f;
}
