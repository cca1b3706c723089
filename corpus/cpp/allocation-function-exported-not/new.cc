#include "new.h"

int add(int value) { return value + 1; }

#include <cstdlib>
void *Node::operator new(std::size_t size) { return std::malloc(size); }
void Node::operator delete(void *memory) { std::free(memory); }
