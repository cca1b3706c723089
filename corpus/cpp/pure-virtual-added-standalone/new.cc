#include "new.h"

struct quiet : listener {
    int opened() override;
    int closed() override;
};
int quiet::opened() { return 0; }
int quiet::closed() { return 0; }

int run(listener *who)
{
    static quiet nobody;
    who = who ? who : &nobody;
    return who->opened() + who->closed();
}
