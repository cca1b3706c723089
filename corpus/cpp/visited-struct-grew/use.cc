#include "old.h"

struct Reader : Visitor {
	int visit(Node *node) override { return node->depth + name_of(*node); }
};

int main()
{
	Reader reader;

	return accept(reader) == 11 ? 0 : 1;
}
