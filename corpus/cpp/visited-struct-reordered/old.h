struct Node {
	int depth;
	int name;
};

class Visitor {
public:
	virtual int visit(Node *node) = 0;
	virtual ~Visitor();
};

int accept(Visitor &visitor);
