#include "old.h"

box::box(bool below)
{
    count = below ? -0.0f : 0.0f;
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
