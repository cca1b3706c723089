struct Node {
	int name;
	int depth;
};

class Visitor {
public:
	virtual int visit(Node *node) = 0;
	virtual ~Visitor();
};

int accept(Visitor &visitor);
