#include "old.h"

#include <cstdlib>
#include <new>

void operator delete(void *what) noexcept { free(what); }
void operator delete(void *what, std::size_t) noexcept { free(what); }
// What plain new made must not come here.
void operator delete(void *, std::align_val_t) noexcept { std::_Exit(7); }
void operator delete(void *, std::size_t, std::align_val_t) noexcept { std::_Exit(7); }

int main()
{
    destroy(new block);
    return 0;
}
