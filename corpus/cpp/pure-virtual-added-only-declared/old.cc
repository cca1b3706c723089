#include "old.h"

struct quiet : listener {
    int opened() override;
};
int quiet::opened() { return 0; }

int run(listener *who) 
{
    static quiet nobody;
    return (who ? who : &nobody)->opened();
}
