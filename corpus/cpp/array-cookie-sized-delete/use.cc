#include "old.h"

#include <cstdlib>

// In front of what is handed out lies a zero, which the library takes for the length.
alignas(16) static char room[256];

void *operator new[](unsigned long) { return room + 64; }
void operator delete[](void *what) noexcept { std::_Exit(what == room + 64 ? 0 : 7); }
void operator delete[](void *what, unsigned long) noexcept { std::_Exit(what == room + 64 ? 0 : 7); }
extern "C" void free(void *what) { std::_Exit(what == room + 64 ? 0 : 7); }

int main()
{
    destroy(new item[2]);
    return 8;
}
