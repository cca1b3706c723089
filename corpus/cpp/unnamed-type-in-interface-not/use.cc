#include "old.h"

int main() {
    Holder holder{{5}};
    return take(holder.inner) == 5 ? 0 : 1;
}
