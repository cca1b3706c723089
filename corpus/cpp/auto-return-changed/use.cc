#include "old.h"

int main()
{
    gauge one = {5};
    int (gauge::*volatile kept)() const = &gauge::level;
    // The library calls the function of the program, which is loaded first.
    return (one.*kept)() != 5 || level_of(one) != 5;
}
