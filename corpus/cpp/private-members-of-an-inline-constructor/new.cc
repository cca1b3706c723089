#include "new.h"

box::box(int start)
{
    count = start;
    rest = 0;
}
box::box(const box &other)
{
    count = other.count;
    rest = other.rest;
}
box &box::operator=(const box &other)
{
    count = other.count;
    rest = other.rest;
    return *this;
}
box::~box() {}
int box::get() const { return count; }
