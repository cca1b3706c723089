#include "old.h"

#include <cstddef>
#include <cstdlib>

// In front of what is handed out lies a zero, which the library takes for the length.
alignas(16) static char room[256];

void *operator new[](std::size_t) { return room + 64; }
void operator delete[](void *what) noexcept { std::_Exit(what == room + 64 ? 0 : 7); }
void operator delete[](void *what, std::size_t) noexcept { std::_Exit(what == room + 64 ? 0 : 7); }

int main()
{
    destroy(new item[2]);
    return 8;
}
