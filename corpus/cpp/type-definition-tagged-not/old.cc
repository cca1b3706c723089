#include "old.h"

struct failure {
    virtual int code() const;
    int kept = 3;
};
int failure::code() const { return kept; }
int check(int what) { return what + failure().code(); }
