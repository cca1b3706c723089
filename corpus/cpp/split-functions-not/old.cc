#include "old.h"
#include <stdexcept>

[[gnu::cold]] static void complain(int of)
{
    if (of < 0)
        throw std::runtime_error("negative");
}

part::part(int size) : size(size)
{
    if (size == 9)
        throw std::runtime_error("nine");
}
part::~part()
{
    if (size == 8)
        complain(1);
}
counter::counter(int start, const char *name) : count(start), inner(start)
{
    if (start < 0)
        throw std::runtime_error(name);
}
counter::counter(const counter &other) : count(other.count), inner(1)
{
    if (count < 0)
        throw std::runtime_error("copy");
}
counter &counter::operator=(const counter &other)
{
    if (other.count < 0)
        throw std::runtime_error("assign");
    count = other.count;
    return *this;
}
counter::~counter()
{
    if (count == 1)
        complain(2);
}
int counter::next(int step)
{
    if (step < 0)
        throw std::runtime_error("backwards");
    return count += step;
}
int counter::last(char of) const
{
    if (of < 1)
        throw std::runtime_error("last");
    return of;
}
int counter::most(int of)
{
    if (of < 0)
        throw std::runtime_error("most");
    return of;
}
template<class T> T counter::scaled(T by)
{
    if (by < 0)
        throw std::runtime_error("scaled");
    return by * count;
}
template int counter::scaled<int>(int);
template long counter::scaled<long>(long);
shared::shared(int start) : counter(start, "shared")
{
    if (start == 4)
        throw std::runtime_error("four");
}
shared::~shared()
{
    if (users == 4)
        complain(3);
}
int total(int of, const char *name)
{
    counter one(of, name);
    shared two(of);
    if (of == 5)
        throw std::runtime_error("total");
    return one.next(of) + two.count;
}
extern "C" int total_of_c(int of)
{
    if (of == 6)
        throw std::runtime_error("total");
    return of;
}
