#include "new.h"

Visitor::~Visitor() {}

int accept(Visitor &visitor)
{
	Node node;

	node.depth = 3;
	node.name = 8;
	return visitor.visit(&node);
}
