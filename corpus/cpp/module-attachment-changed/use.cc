#include "old.h"

int main() { return answer(7) == 42 ? 0 : 1; }
