#include "old.h"

namespace {
struct named {
    long id = 9;
};
struct button : named {
    virtual int press();
    long colour = 1;
};
int button::press() { return id; }
button *volatile one = new button;
} // namespace
int press() { return one->press(); }
