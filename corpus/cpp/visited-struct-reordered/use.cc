#include "old.h"

struct Reader : Visitor {
	int visit(Node *node) override { return node->depth; }
};

int main()
{
	Reader reader;

	return accept(reader) == 3 ? 0 : 1;
}
