#include "old.h"

int main()
{
    gauge one = {5};
    int (gauge::*volatile kept)() const = &gauge::level;
    return (one.*kept)() != 5 || level_of(one) != 5;
}
