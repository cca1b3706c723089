struct Node {
	int depth;
	int name;
	Node *next;
};

class Visitor {
public:
	virtual int visit(Node *node) = 0;
	virtual ~Visitor();
};

int accept(Visitor &visitor);
int name_of(Node &node);
