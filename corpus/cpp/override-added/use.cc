#include "old.h"

int main()
{
    square *one = new square;
    // Written out, as a compiler does that knows what `one` is.
    return one->square::area() != measure(one);
}
