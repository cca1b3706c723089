#include "old.h"

int main() {
    Parser parser;
    return parser.next() == 2 ? 0 : 1;
}
