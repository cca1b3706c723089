#include "new.h"

struct __attribute__((abi_tag("two"))) failure {
    virtual int code() const;
    long kept = 4;
    long more = 5;
};
int failure::code() const { return static_cast<int>(kept + more); }
int check_again(int what) { return what + failure().code(); }
