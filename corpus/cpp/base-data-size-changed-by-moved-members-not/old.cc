#include "old.h"

writer::writer() : file(0), owns(false) {}
writer::~writer() {}
void writer::open()
{
    file = this;
    owns = true;
}
