#include "old.h"

Visitor::~Visitor() {}

int accept(Visitor &visitor)
{
	Node node = Node();

	node.depth = 3;
	node.name = 8;
	return visitor.visit(&node);
}

int name_of(Node &node)
{
	return node.name;
}
